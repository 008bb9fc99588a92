package io.quayside.distribution.chat;

import io.quayside.api.QuaysideException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom to talk to, and as whom.
 *
 * @param host the server's name or address
 * @param port its port
 * @param userId the user's id
 * @param displayName what the others see
 */
public record ChatTarget(String host, int port, String userId, String displayName) {
    /** The port of the chat endpoint in the configuration as delivered. */
    static final int DEFAULT_PORT = 7010;

    private static final int MOST = 65_535;
    private static final Pattern FORM = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");

    /**
     * Takes what the user wrote apart.
     *
     * @param server {@code HOST:PORT}, {@code HOST} or {@code [IPv6]:PORT}
     * @throws QuaysideException {@code QS-400} when it is none of these
     */
    public static ChatTarget of(String server, String userId, String displayName) {
        Matcher form = FORM.matcher(server);
        if (form.matches()) {
            String digits = form.group(2);
            int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
            if (port > 0 && port <= MOST) {
                return new ChatTarget(form.group(1).replaceAll("[\\[\\]]", ""), port, userId, displayName);
            }
        }
        throw new QuaysideException(
                "QS-400", server + " is no address; it has to be HOST:PORT, such as 127.0.0.1:" + DEFAULT_PORT);
    }

    /** The address as the user would write it. */
    String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
