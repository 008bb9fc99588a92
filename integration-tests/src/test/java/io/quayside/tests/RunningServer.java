package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.core.EndpointSpec;
import io.quayside.core.RunningEndpoint;
import io.quayside.core.Server;
import io.quayside.core.ServerBuilder;
import io.quayside.core.StopReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A server with the shipped plugins on ports that the system picks; checks at its end that everything is back (P3). */
final class RunningServer implements AutoCloseable {
    static final int MAX_FRAME = 1 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server;

    private RunningServer(ServerBuilder builder) {
        server = builder.build();
        server.start();
    }

    /** Echo of frames, echo of lines, and chat, of a server that is described so far. */
    static RunningServer withEverything(ServerBuilder builder, Map<String, ?> session, Map<String, ?> chat) {
        return new RunningServer(builder.pool(Map.of("memory", "320m"))
                .endpoint(EndpointSpec.named("frames")
                        .listen("127.0.0.1:0")
                        .plugin("echo")
                        .codec("bytes", Map.of("framing", "varint32", "max-frame", MAX_FRAME))
                        .session(session))
                .endpoint(EndpointSpec.named("lines")
                        .listen("127.0.0.1:0")
                        .plugin("echo")
                        .codec("lines", Map.of())
                        .session(session))
                .endpoint(EndpointSpec.named("chat")
                        .listen("127.0.0.1:0")
                        .plugin("chat")
                        .settings(chat)
                        .session(session)));
    }

    static RunningServer of(ServerBuilder builder) {
        return new RunningServer(builder);
    }

    Server server() {
        return server;
    }

    InetSocketAddress address(String endpoint) {
        return server.endpoints().stream()
                .filter(each -> each.name().equals(endpoint))
                .map(each -> (InetSocketAddress) each.address())
                .findFirst()
                .orElseThrow();
    }

    /** A plain socket to an endpoint, whose reads fail rather than wait for ever. */
    Socket connect(String endpoint) throws IOException {
        InetSocketAddress address = address(endpoint);
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        return socket;
    }

    long metric(String name) {
        return server.metrics().getOrDefault(name, 0L);
    }

    /** Waits until no session is left, and checks that no I/O context is out either. */
    void awaitEverythingBack() {
        await(
                "sessions to end",
                () -> server.endpoints().stream()
                                .mapToInt(RunningEndpoint::sessions)
                                .sum()
                        == 0);
        await("contexts to come back", () -> server.contexts().inUse() == 0);
        assertEquals(server.contexts().capacity(), server.contexts().idle());
    }

    /** Waits for something that is about to happen on other threads. */
    static void await(String what, java.util.function.BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "waited " + PATIENCE + " for " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        StopReport report = server.stop(Duration.ofSeconds(10));
        assertEquals(0, report.contextsMissing(), "contexts missing after the stop");
    }
}
