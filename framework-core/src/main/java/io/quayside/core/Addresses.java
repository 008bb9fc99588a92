package io.quayside.core;

import io.quayside.api.QuaysideException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as people write them. */
final class Addresses {
    private Addresses() {}

    /**
     * Reads {@code host:port}, {@code [IPv6]:port} or {@code *:port}; {@code QS-202} when it is none of them.
     *
     * @param key how to speak of the text's key, such as {@link io.quayside.api.Settings#where} says it
     */
    static InetSocketAddress parse(String key, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw wrong(key, text);
        }
        int port = port(key, text, text.substring(colon + 1));
        if (host.isEmpty()) {
            throw wrong(key, text);
        }
        return host.equals("*") ? new InetSocketAddress((InetAddress) null, port) : new InetSocketAddress(host, port);
    }

    private static int port(String key, String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, text);
        }
        throw wrong(key, text);
    }

    private static QuaysideException wrong(String key, String text) {
        return new QuaysideException(
                "QS-202",
                key + " is " + text + "; it has to be HOST:PORT, [IPv6]:PORT or *:PORT, with a port from 0 to 65535");
    }
}
