package io.quayside.distribution.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Socket addresses as people write them. */
final class Addresses {
    private Addresses() {}

    /** The form that the configuration uses: {@code host:port}, {@code [IPv6]:port}, {@code *:port}. */
    static String text(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return address.toString();
        }
        return host(inet) + ":" + inet.getPort();
    }

    private static String host(InetSocketAddress inet) {
        InetAddress address = inet.getAddress();
        if (address == null) {
            return inet.getHostString();
        }
        if (address.isAnyLocalAddress()) {
            return "*";
        }
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
