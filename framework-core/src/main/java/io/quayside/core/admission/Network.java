package io.quayside.core.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses that begin with the same bits: {@code 10.0.0.0/8}, {@code 2001:db8::/32}; immutable. */
record Network(InetAddress first, int bits) {
    private static final int IPV4_BYTES = 4;

    /** Reads an address, or one with the number of bits that count behind a slash; null when the text is neither. */
    static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return null; // a name would be looked up, and might mean something else tomorrow; 10.1 means 10.0.0.1 to
            // some
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            int most = parsed.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > most ? null : of(parsed, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            return null;
        }
    }

    /** The network of so many bits that an address is in. */
    static Network of(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        int whole = bits / Byte.SIZE;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xFF00 >>> (bits % Byte.SIZE));
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        return new Network(address(bytes), bits);
    }

    /** The network that one customer of a provider usually has: a single address of IPv4, 64 bits of IPv6. */
    static Network customer(InetAddress address) {
        return of(address, address.getAddress().length == IPV4_BYTES ? 32 : 64);
    }

    /** The network around that: 24 bits of IPv4, 48 of IPv6. */
    static Network neighbourhood(InetAddress address) {
        return of(address, address.getAddress().length == IPV4_BYTES ? 24 : 48);
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length
                && of(address, bits).equals(this);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
