package io.quayside.transport.nio2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.api.Settings;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.tck.transport.Accepted;
import io.quayside.tck.transport.RealSockets;
import io.quayside.tck.transport.RemotePeer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Several sockets bound to one address. */
class Nio2ListenersTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int LISTENERS = 4;

    private final RealSockets harness = new RealSockets(new Nio2TransportProvider());
    private final Accepted accepted = new Accepted(harness);

    @AfterEach
    void close() {
        harness.close();
    }

    @BeforeAll
    static void needsReusePort() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            assumeTrue(probe.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT));
        }
    }

    private static Transport open() {
        return new Nio2TransportProvider().open(Settings.of(Map.of("workers", 2, "listeners", LISTENERS)));
    }

    /** The system spreads the peers over the sockets: were one of them not accepted at, a quarter would wait. */
    @Test
    void eachOfThemAccepts() throws IOException {
        List<RemotePeer> peers = new ArrayList<>();
        try (Transport transport = open()) {
            Listener listener = transport.listen(ANY_PORT, accepted);
            for (int i = 0; i < 200; i++) {
                peers.add(harness.connect(listener.address()));
            }
            for (int i = 0; i < 200; i++) {
                accepted.next();
            }
        }
        for (RemotePeer peer : peers) {
            harness.await("the peer to see the end", peer::sawEnd);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thereAreAsManySocketsAsConfiguredAndNoneAfterTheClose() throws IOException {
        try (Transport transport = open()) {
            Listener listener = transport.listen(ANY_PORT, accepted);
            InetSocketAddress address = (InetSocketAddress) listener.address();
            assertEquals(LISTENERS, listening(address.getPort()));
            listener.close();
            assertEquals(0, listening(address.getPort()));
            assertThrows(ConnectException.class, () -> harness.connect(address));
        }
    }

    @Test
    void anAddressInUseClosesTheSocketsBoundBefore() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Transport transport = open()) {
            IOException failure =
                    assertThrows(IOException.class, () -> transport.listen(taken.getLocalSocketAddress(), accepted));
            assertTrue(failure.getMessage().contains("in use"), failure.getMessage());
        }
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
