package io.quayside.core;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.core.fakes.Await;
import io.quayside.core.fakes.Peer;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SpySessionProvider;
import io.quayside.core.fakes.TestTransport;
import io.quayside.core.fakes.Texts;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClientTest {
    private static final SocketAddress SOMEWHERE = Addresses.parse("listen", "127.0.0.1:7000");

    @TempDir
    private Path directory;

    private final RecordingHandler handler = new RecordingHandler();
    private Parts parts;

    @BeforeEach
    void findParts() {
        parts = new Parts(directory);
    }

    private ClientBuilder builder() {
        return Client.builder()
                .providers(parts.providers())
                .transport("test", Map.of())
                .pool(Map.of("id", "test"));
    }

    private CompletableFuture<Session<String>> connect(Client client) {
        return client.connect(SOMEWHERE, Texts.lines(1000), handler);
    }

    private void assertNothingIsLeft() {
        assertEquals(0, parts.transport().openConnections());
        assertTrue(parts.transport().isClosed());
        assertTrue(parts.pool().isClosed());
        assertEquals(List.of(), parts.transport().violations());
        assertEquals(List.of(), handler.violations());
        assertEquals(0, handler.unclosed());
        parts.pool().assertAllBack();
    }

    @Test
    void connectsAndTalks() throws Exception {
        Client client = builder().build();
        Session<String> session = connect(client).get(10, TimeUnit.SECONDS);
        Peer peer = parts.transport().connected();
        session.send("hello");
        Await.until("it has been sent", () -> session.queuedBytes() == 0);
        assertEquals(asLines("hello"), peer.read());
        peer.send(asLines("hello yourself"));
        peer.end();
        Await.until("the session has ended", () -> handler.events(session).contains("closed PEER_CLOSED"));
        assertEquals(List.of("hello yourself"), handler.messages(session));
        client.close();
        assertNothingIsLeft();
    }

    @Test
    void sessionsHaveIdsOfTheirOwnAndFiguresInCommon() throws Exception {
        Client client = builder().build();
        Session<String> one = connect(client).get(10, TimeUnit.SECONDS);
        Session<String> other = connect(client).get(10, TimeUnit.SECONDS);
        assertNotEquals(one.id(), other.id());
        assertEquals(2, client.metrics().get("client.sessions.opened"));
        one.abort();
        other.abort();
        client.close();
        assertNothingIsLeft();
    }

    @Test
    void aConnectThatFailsSaysSo() {
        Client client = builder().build();
        parts.transport().failsToConnect("connection refused");
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> connect(client).get(10, TimeUnit.SECONDS));
        assertEquals(IOException.class, failed.getCause().getClass());
        assertEquals(
                "cannot connect to /127.0.0.1:7000: connection refused",
                failed.getCause().getMessage());
        client.close();
        assertNothingIsLeft();
    }

    @Test
    void closingSendsWhatWaitsFirst() throws Exception {
        Client client = builder().build();
        Session<String> session = connect(client).get(10, TimeUnit.SECONDS);
        Peer peer = parts.transport().connected();
        peer.takes(0);
        session.send("wait for me");
        Thread closing = new Thread(client::close);
        closing.start();
        Await.until("it is closing", () -> !session.isOpen());
        peer.takesAll();
        peer.end();
        closing.join();
        assertEquals(asLines("wait for me"), peer.read());
        assertFalse(peer.sawReset());
        assertEquals(Kind.SHUTDOWN, handler.reason(session).kind());
        assertNothingIsLeft();
    }

    @Test
    void nobodyConnectsOnceItIsClosed() {
        Client client = builder().build();
        client.close();
        client.close();
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> connect(client).get(10, TimeUnit.SECONDS));
        assertEquals(IOException.class, failed.getCause().getClass());
        assertNothingIsLeft();
    }

    @Test
    void framesLargerThanItWasBuiltForAreRefused() {
        Client client = builder().largestFrame(100).build();
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> client.connect(SOMEWHERE, Texts.lines(10_000), handler));
        assertEquals(
                "frames of up to 10002 bytes; build the client with largestFrame set to that", refused.getMessage());
        client.close();
    }

    @Test
    void aConnectionTakesRoomForOneSession() throws Exception {
        Client client = builder().session(Map.of("id", "spy", "limit", 10_000)).build();
        connect(client).get(10, TimeUnit.SECONDS).abort();
        SpySessionProvider spy = (SpySessionProvider) parts.providers().session("spy");
        PoolStatistics slots = spy.opened().get(0).statistics();
        assertEquals(1, slots.limit());
        assertEquals(1, slots.capacity());
        client.close();
        assertNothingIsLeft();
    }

    // ---- settings

    @Test
    void anUnknownTransportIsNamedAndNothingIsLeft() {
        QuaysideException refused = assertThrows(
                QuaysideException.class,
                () -> builder().transport("nio", Map.of()).build());
        assertEquals("QS-102", refused.code());
        assertTrue(parts.pool().isClosed());
    }

    @Test
    void unknownKeysAreNamedAndNothingIsLeft() {
        QuaysideException refused = assertThrows(
                QuaysideException.class,
                () -> builder().transport("test", Map.of("wokers", 1)).build());
        assertEquals("QS-201", refused.code());
        assertTrue(parts.transports().opened().stream().allMatch(TestTransport::isClosed));
        assertTrue(parts.pool().isClosed());
        assertEquals(
                "QS-201",
                assertThrows(
                                QuaysideException.class,
                                () -> builder().pool(Map.of("memry", "2m")).build())
                        .code());
        assertTrue(parts.transports().opened().stream().allMatch(TestTransport::isClosed));
    }

    @Test
    void theTransportMayBeLeftToTheClientInSoManyWords() {
        Client client = builder().transport("auto", Map.of()).build();
        client.close();
        assertNothingIsLeft();
    }

    @Test
    void unknownSessionSettingsAreNamed() {
        Client client = builder().session(Map.of("idle-timout", "1s")).build();
        assertEquals(
                "QS-201",
                assertThrows(QuaysideException.class, () -> connect(client)).code());
        client.close();
        assertNothingIsLeft();
    }

    @Test
    void sessionSettingsHold() throws Exception {
        Client client = builder()
                .session(Map.of("outbound-limit", 1024, "outbound-policy", "close", "limit", 10))
                .build();
        Session<String> session = connect(client).get(10, TimeUnit.SECONDS);
        parts.transport().connected().takes(0);
        for (int i = 0; i < 3; i++) {
            session.send("x".repeat(999));
        }
        Await.until("it has ended", () -> handler.events(session).contains("closed CONGESTED"));
        client.close();
        assertNothingIsLeft();
    }
}
