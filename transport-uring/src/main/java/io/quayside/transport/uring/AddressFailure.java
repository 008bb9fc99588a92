package io.quayside.transport.uring;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Names the address and the reason when one cannot be bound or connected (T12). */
final class AddressFailure {
    private AddressFailure() {}

    static IOException listening(SocketAddress address, Throwable cause) {
        return new IOException("cannot listen on " + text(address) + ": " + reason(cause), cause);
    }

    static IOException connecting(SocketAddress address, Throwable cause) {
        return new IOException("cannot connect to " + text(address) + ": " + reason(cause), cause);
    }

    /** Refuses what the system has no address for. */
    static InetSocketAddress requireUsable(SocketAddress address) throws IOException {
        if (!(address instanceof InetSocketAddress inet)) {
            throw new IOException("not an internet address with a port");
        }
        if (inet.isUnresolved()) {
            throw new IOException("the host name " + inet.getHostString() + " is not known");
        }
        return inet;
    }

    private static String text(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return address.toString();
        }
        return host(inet) + ":" + inet.getPort();
    }

    private static String host(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        if (resolved == null) {
            return address.getHostString();
        }
        String literal = resolved.getHostAddress();
        String host = resolved instanceof Inet6Address ? "[" + literal + "]" : literal;
        String name = address.getHostString();
        return name.equals(literal) || name.contains(":") ? host : name + "/" + host;
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
