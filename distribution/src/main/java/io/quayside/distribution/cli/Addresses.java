package io.quayside.distribution.cli;

import io.quayside.api.QuaysideException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Socket addresses as people write them. */
final class Addresses {
    private static final int MOST = 65_535;
    private static final Pattern FORM = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+):(\\d{1,5})");

    private Addresses() {}

    /**
     * Takes {@code HOST:PORT} or {@code [IPv6]:PORT} apart and looks the host up; unresolved when there is none.
     *
     * @throws QuaysideException {@code QS-400} when it is neither
     */
    static InetSocketAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            int port = Integer.parseInt(form.group(2));
            if (port > 0 && port <= MOST) {
                return new InetSocketAddress(form.group(1).replaceAll("[\\[\\]]", ""), port);
            }
        }
        throw new QuaysideException("QS-400", text + " is no address; it has to be HOST:PORT, such as 127.0.0.1:7007");
    }

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
