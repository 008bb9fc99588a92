package io.quayside.examples.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.transport.TransportProvider;
import io.quayside.core.Server;
import io.quayside.core.StopReport;
import io.quayside.core.discovery.Providers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The relay between plain sockets, over each transport that can run here. */
@ParameterizedClass(name = "over {0}")
@MethodSource("transports")
class ProxyOverSocketsTest {
    private static final long MUCH = 32L << 20;

    /** What the relay and the system may hold of one direction: their buffers are 64k here, and the relay's bound is 512k. */
    private static final long LITTLE = 4L << 20;

    private static final int BUFFER = 64 << 10;

    @Parameter
    String transport;

    private ServerSocket upstream;
    private Server proxy;

    static List<String> transports() {
        return Providers.onClassPath().transports().stream()
                .filter(each -> !each.id().equals("simulated"))
                .filter(each -> each.unavailableBecause() == null)
                .map(TransportProvider::id)
                .toList();
    }

    @BeforeEach
    void start() throws IOException {
        upstream = new ServerSocket();
        upstream.setReceiveBufferSize(BUFFER);
        upstream.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        upstream.setSoTimeout(30_000);
        proxy = ProxyServer.between(
                0,
                upstream.getLocalSocketAddress(),
                transport,
                Map.of("send-buffer", BUFFER, "receive-buffer", BUFFER));
        proxy.start();
    }

    @AfterEach
    void stop() throws IOException {
        StopReport report = proxy.stop(Duration.ofSeconds(5));
        upstream.close();
        assertEquals(0, report.contextsMissing());
    }

    @Test
    void bytesGoBothWays() throws IOException {
        try (Socket client = connect();
                Socket server = accept()) {
            client.getOutputStream().write("question".getBytes(US_ASCII));
            assertArrayEquals(
                    "question".getBytes(US_ASCII), server.getInputStream().readNBytes(8));
            server.getOutputStream().write("answer".getBytes(US_ASCII));
            assertArrayEquals(
                    "answer".getBytes(US_ASCII), client.getInputStream().readNBytes(6));
        }
    }

    @Test
    void aClientThatDoesNotReadStopsAServerThatFloods() throws IOException {
        try (Socket client = connect();
                Socket server = accept()) {
            stalls(server, client);
        }
    }

    @Test
    void aServerThatDoesNotReadStopsAClientThatFloods() throws IOException {
        try (Socket client = connect();
                Socket server = accept()) {
            stalls(client, server);
        }
    }

    /** Small pieces take more memory than they have bytes: that is what counts. */
    @Test
    void smallPiecesAreHeldUpToo() throws IOException {
        try (Socket client = connect();
                Socket server = accept()) {
            client.setTcpNoDelay(true);
            Flood flood = new Flood(client, LITTLE, 64);
            assertTrue(flood.awaitStill() < LITTLE / 2, () -> flood.written() + " bytes were taken");
            Flood.read(server, LITTLE);
            assertEquals(LITTLE, flood.awaitStill());
        }
    }

    /** A direction that stands still doesn't hold up the other. */
    @Test
    void whoDoesNotReadIsHeardAllTheSame() throws IOException {
        try (Socket client = connect();
                Socket server = accept()) {
            Flood down = new Flood(server, MUCH);
            assertTrue(down.awaitStill() < LITTLE, () -> down.written() + " bytes were taken");
            Flood up = new Flood(client, MUCH);
            Flood.read(server, MUCH);
            assertEquals(MUCH, up.awaitStill());
            Flood.read(client, MUCH);
        }
    }

    /** Both directions stand still at once, and both go on. */
    @Test
    void bothMayStall() throws Exception {
        try (Socket client = connect();
                Socket server = accept()) {
            Flood up = new Flood(client, MUCH);
            Flood down = new Flood(server, MUCH);
            assertTrue(up.awaitStill() < LITTLE, () -> up.written() + " bytes were taken");
            assertTrue(down.awaitStill() < LITTLE, () -> down.written() + " bytes were taken");
            CompletableFuture<Void> arrived = CompletableFuture.runAsync(() -> Flood.read(server, MUCH));
            Flood.read(client, MUCH);
            arrived.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void oneDirectionMayEndBeforeTheOther() throws IOException {
        try (Socket client = connect();
                Socket server = accept()) {
            client.getOutputStream().write("question".getBytes(US_ASCII));
            client.shutdownOutput();
            assertArrayEquals(
                    "question".getBytes(US_ASCII), server.getInputStream().readAllBytes());
            server.getOutputStream().write("answer".getBytes(US_ASCII));
            server.shutdownOutput();

            assertArrayEquals(
                    "answer".getBytes(US_ASCII), client.getInputStream().readAllBytes());
        }
    }

    @Test
    void anEndIsPassedOnBehindTheBytes() throws IOException {
        try (Socket client = connect()) {
            try (Socket server = accept()) {
                server.getOutputStream().write(new byte[300_000]);
            }
            assertEquals(300_000, client.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void aResetEndsTheServersConnectionToo() throws IOException {
        try (Socket server = reset(connect(), accept())) {
            assertCutOff(server);
        }
    }

    @Test
    void aResetEndsTheClientsConnectionToo() throws IOException {
        Socket client = connect();
        try (Socket told = reset(accept(), client)) {
            assertCutOff(told);
        }
    }

    /** By a reset where the transport can send one; nio2 can't, and ends in good order. */
    private void assertCutOff(Socket socket) throws IOException {
        if (transport.equals("nio2")) {
            assertEquals(-1, socket.getInputStream().read());
        } else {
            assertThrows(SocketException.class, () -> socket.getInputStream().read());
        }
    }

    @Test
    void withoutAServerTheClientIsClosed() throws IOException {
        upstream.close();
        try (Socket client = connect()) {
            assertEquals(-1, client.getInputStream().read());
        }
    }

    /** A flood from one to another that doesn't read comes to a standstill; later, all of it arrives. */
    private static void stalls(Socket from, Socket to) throws IOException {
        Flood flood = new Flood(from, MUCH);
        assertTrue(flood.awaitStill() < LITTLE, () -> flood.written() + " bytes were taken");
        Flood.read(to, MUCH);
        assertEquals(MUCH, flood.awaitStill());
    }

    private static Socket reset(Socket one, Socket other) throws IOException {
        one.setSoLinger(true, 0);
        one.close();
        return other;
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(BUFFER);
        client.setSendBufferSize(BUFFER);
        client.setSoTimeout(30_000);
        client.connect(proxy.endpoints().get(0).address());
        return client;
    }

    private Socket accept() throws IOException {
        Socket server = upstream.accept();
        server.setSendBufferSize(BUFFER);
        server.setSoTimeout(30_000);
        return server;
    }
}
