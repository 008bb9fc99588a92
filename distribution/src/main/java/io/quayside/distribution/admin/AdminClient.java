package io.quayside.distribution.admin;

import io.quayside.api.QuaysideException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** Tells a running server what to do. */
public final class AdminClient {
    private static final int LONGEST_ANSWER = 1 << 20;

    private AdminClient() {}

    /**
     * Sends one request and waits for its answer.
     *
     * @throws QuaysideException {@code QS-413} when no server answers, or not in time
     */
    public static AdminAnswer ask(Path socket, String request, Duration patience) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            try (TimedChannel timed = new TimedChannel(channel)) {
                timed.within(patience).write(request + "\n");
                AdminAnswer answer = AdminAnswer.read(timed.readAll(LONGEST_ANSWER));
                if (answer == null) {
                    throw new IOException("it ended before it answered");
                }
                return answer;
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new QuaysideException(
                    "QS-413", "no answer from a server at " + socket + ": " + e.getMessage() + "; is it running?", e);
        }
    }
}
