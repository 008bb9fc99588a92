package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.tck.transport.Accepted;
import io.quayside.tck.transport.RealSockets;
import io.quayside.tck.transport.RemotePeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets that listen: several at one address, and how they are given up. */
@NeedsRing
class UringListenersTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final RealSockets harness = new RealSockets(new UringTransportProvider());
    private final Accepted accepted = new Accepted(harness);

    @AfterEach
    void close() {
        harness.close();
    }

    private Transport open(int listeners) {
        return harness.open(Settings.of(Map.of("workers", 2, "listeners", listeners)));
    }

    /** The system spreads the peers over the sockets: were one of them not accepted at, a quarter would wait. */
    @Test
    void eachOfSeveralAccepts() throws IOException {
        Transport transport = open(4);
        Listener listener = transport.listen(ANY_PORT, accepted);
        for (int i = 0; i < 200; i++) {
            harness.connect(listener.address());
        }
        for (int i = 0; i < 200; i++) {
            accepted.next();
        }
        transport.close();
    }

    @Test
    void thereAreAsManySocketsAsConfiguredAndNoneAfterTheClose() throws IOException {
        Transport transport = open(3);
        Listener listener = transport.listen(ANY_PORT, accepted);
        int port = ((InetSocketAddress) listener.address()).getPort();
        assertEquals(3, listening(port));
        listener.close();
        assertEquals(0, listening(port));
        assertThrows(IOException.class, () -> harness.connect(listener.address()));
    }

    @Test
    void anAddressInUseIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IOException failure =
                    assertThrows(IOException.class, () -> open(2).listen(taken.getLocalSocketAddress(), accepted));
            assertTrue(failure.getMessage().contains("in use"), failure.getMessage());
        }
    }

    /** Who listens at every address tells each connection its own. */
    @Test
    void theLocalAddressIsTheOneThatThePeerHasConnectedTo() throws IOException {
        Transport transport = open(1);
        Listener listener = transport.listen(new InetSocketAddress(0), accepted);
        int port = ((InetSocketAddress) listener.address()).getPort();
        InetSocketAddress asked = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), port);
        RemotePeer peer = harness.connect(asked);
        Connection connection = accepted.next();
        assertEquals(asked, connection.localAddress());
        assertEquals(peer.address(), connection.remoteAddress());
    }

    private static long listening(int port) throws IOException {
        String local = String.format(Locale.ROOT, ":%04X ", port);
        long count = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                try (Stream<String> lines = Files.lines(Path.of(table))) {
                    count += lines.filter(line -> line.contains(local) && line.contains(" 0A "))
                            .count();
                }
            }
        }
        return count;
    }
}
