package io.quayside.examples.resp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes: {@code $3\r\nabc\r\n} on the wire. Keys and values are kept as this and sent as this, so that a value is copied
 * once on its way in, once on its way out, and never becomes a text.
 *
 * <p>Immutable. Comparable for the sake of hash tables: where somebody chooses keys that collide, a bucket of the map is a
 * tree and not a list.
 */
public final class Bulk implements Resp, Comparable<Bulk> {
    private final byte[] bytes;
    private final int hash;

    private Bulk(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /** The text as UTF-8. */
    public static Bulk of(String text) {
        return new Bulk(text.getBytes(UTF_8));
    }

    /** The number in decimal digits. */
    public static Bulk of(long number) {
        return of(Long.toString(number));
    }

    /** Copies the next bytes of a buffer, and moves its position past them. */
    static Bulk from(ByteBuffer in, int size) {
        byte[] bytes = new byte[size];
        in.get(bytes);
        return new Bulk(bytes);
    }

    int size() {
        return bytes.length;
    }

    void writeTo(ByteBuffer out) {
        out.put(bytes);
    }

    /**
     * The number that these bytes are in decimal digits, without a plus, leading zeros or spaces.
     *
     * @throws NumberFormatException when they are none
     */
    long number() {
        String text = toString();
        long number = Long.parseLong(text);
        if (!Long.toString(number).equals(text)) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    /** These bytes with the letters from a to z made large; this very object when there are none. */
    Bulk upperCase() {
        byte[] changed = bytes;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= 'a' && bytes[i] <= 'z') {
                changed = changed == bytes ? bytes.clone() : changed;
                changed[i] = (byte) (bytes[i] - 'a' + 'A');
            }
        }
        return changed == bytes ? this : new Bulk(changed);
    }

    @Override
    public int compareTo(Bulk other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bulk bulk && hash == bulk.hash && Arrays.equals(bytes, bulk.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, UTF_8);
    }
}
