package io.quayside.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.core.fakes.Await;
import io.quayside.core.fakes.Peer;
import io.quayside.core.fakes.TestPlugin;
import io.quayside.core.fakes.TestTransport;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server's life: what is opened, started, stopped and closed, in which order, and what is left of it when that fails. */
@Timeout(60)
class ServerTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final List<String> life = new CopyOnWriteArrayList<>();
    private Parts parts;

    @BeforeEach
    void findParts() {
        parts = new Parts(directory);
    }

    private TestPlugin plugin(String name) {
        return new TestPlugin(name, life);
    }

    private Server serverOf(TestPlugin... plugins) {
        ServerBuilder builder = parts.server();
        for (int i = 0; i < plugins.length; i++) {
            builder.endpoint(Parts.endpoint("endpoint" + i, 7000 + i, plugins[i]));
        }
        return builder.build();
    }

    private void assertNothingIsLeft() {
        TestTransport transport = parts.transport();
        assertTrue(transport.isClosed());
        assertEquals(0, transport.openListeners());
        assertEquals(0, transport.openConnections());
        assertEquals(List.of(), transport.violations());
        assertTrue(parts.pool().isClosed());
        parts.pool().assertAllBack();
    }

    // ---- in good order

    @Test
    void startsPluginsThenListensThenServes() {
        TestPlugin plugin = plugin("echo");
        plugin.whenStarted(() -> assertEquals(0, parts.transport().openListeners(), "nobody is let in yet"));
        Server server = serverOf(plugin);
        assertEquals(List.of(), server.endpoints());
        server.start();
        Peer peer = parts.connect(server);
        peer.send("hello\n");
        StringBuilder read = new StringBuilder();
        Await.until("the echo is here", () -> read.append(peer.read()).length() == 6);
        assertEquals("hello\n", read.toString());
        assertEquals(
                List.of(new RunningEndpoint(
                        "endpoint0",
                        Addresses.parse("listen", "127.0.0.1:7000"),
                        "test",
                        "",
                        "FramedCodec",
                        "TestPlugin",
                        1)),
                server.endpoints());
        peer.end();
        server.close();
        assertNothingIsLeft();
    }

    @Test
    void sessionsEndBeforeTheirPluginIsStopped() {
        Server server = serverOf(plugin("echo"));
        server.start();
        Peer peer = parts.connect(server);
        peer.end();
        parts.connect(server);
        server.stop(SHORT);
        assertEquals("echo started", life.get(0));
        assertEquals("echo stopped", life.get(life.size() - 1));
        assertEquals(
                2, life.stream().filter(line -> line.startsWith("echo closed")).count());
        assertNothingIsLeft();
    }

    @Test
    void theReportTellsWhatBecameOfTheSessions() {
        Server server = serverOf(plugin("echo"));
        server.start();
        Peer drained = parts.connect(server);
        Peer slow = parts.connect(server);
        slow.takes(0);
        slow.send("1234567\n");
        Await.until("the answer waits", () -> server.metrics().get("endpoints.endpoint0.messages.sent") == 1);
        Await.until("both are open", () -> server.endpoints().get(0).sessions() == 2);
        drained.end();
        Await.until("one has ended", () -> server.endpoints().get(0).sessions() == 1);
        Peer lingering = parts.connect(server);
        StopReport report = server.stop(SHORT);
        assertTrue(lingering.sawEnd());
        assertEquals(1, report.drained(), "the one that had got everything");
        assertEquals(1, report.cut());
        assertEquals(8, report.bytesCut());
        assertEquals(0, report.contextsMissing());
        assertTrue(report.took().compareTo(SHORT) >= 0, report::toString);
        assertNothingIsLeft();
    }

    @Test
    void aStopWithNothingToWaitForIsQuick() {
        Server server = serverOf(plugin("echo"));
        server.start();
        StopReport report = server.stop(LONG);
        assertTrue(report.took().compareTo(LONG) < 0);
        assertEquals(new StopReport(0, 0, 0, 0, report.took()), report);
    }

    @Test
    void stoppingWaitsForSessionsToDrain() throws InterruptedException {
        Server server = serverOf(plugin("echo"));
        server.start();
        Peer peer = parts.connect(server);
        peer.takes(0);
        peer.send("hello\n");
        Await.until("the answer waits", () -> server.metrics().get("endpoints.endpoint0.messages.sent") == 1);
        Thread stopping =
                new Thread(() -> life.add("report " + server.stop(LONG).drained()));
        stopping.start();
        Await.until("nobody listens", () -> parts.transport().openListeners() == 0);
        assertTrue(stopping.isAlive());
        peer.takesAll();
        peer.end();
        stopping.join();
        assertEquals("hello\n", peer.read());
        assertEquals("report 1", life.get(life.size() - 1));
        assertNothingIsLeft();
    }

    @Test
    void nobodyIsLetInBeyondTheLimit() {
        Server server = parts.server()
                .endpoint(Parts.endpoint("a", 7000, plugin("a"))
                        .session(Map.of("limit", 1))
                        .admission(Map.of("waiting", 0)))
                .build();
        server.start();
        Peer first = parts.connect(server);
        Peer second = parts.transport().connectTo(server.endpoints().get(0).address());
        Await.until("it is turned away", second::sawClose);
        assertFalse(first.sawClose());
        assertEquals(2, server.metrics().get("endpoints.a.accepts"));
        assertEquals(1, server.metrics().get("endpoints.a.accepts.turned-away"));
        server.stop(SHORT);
        assertNothingIsLeft();
    }

    @Test
    void theServerTellsItsFigures() {
        Server server = serverOf(plugin("echo"));
        assertThrows(IllegalStateException.class, server::metrics);
        assertThrows(IllegalStateException.class, server::contexts);
        server.start();
        parts.connect(server);
        assertEquals(1, server.metrics().get("endpoints.endpoint0.sessions"));
        assertEquals(1, server.metrics().get("contexts.in-use"));
        assertEquals(1, server.contexts().inUse());
        server.stop(SHORT);
        assertEquals(1, server.metrics().get("endpoints.endpoint0.sessions.opened"), "figures can still be read");
        assertFalse(server.metrics().containsKey("endpoints.endpoint0.sessions"), "gauges hold on to a plugin");
        assertEquals(0, server.contexts().inUse());
    }

    @Test
    void pluginsFoundByIdAreMadeStartedAndStopped() {
        Server server = parts.server()
                .endpoint(EndpointSpec.named("a")
                        .listen("127.0.0.1:0")
                        .plugin("echo")
                        .settings(Map.of("prefix", "re: ")))
                .build();
        server.start();
        RunningEndpoint status = server.endpoints().get(0);
        assertEquals("texts", status.codec());
        assertEquals("echo", status.plugin());
        assertTrue(((InetSocketAddress) status.address()).getPort() > 0);
        Peer peer = parts.connect(server);
        peer.send("hello\n");
        StringBuilder read = new StringBuilder();
        Await.until("the answer is here", () -> read.append(peer.read()).length() == 10);
        assertEquals("re: hello\n", read.toString());
        assertEquals(1, server.metrics().get("endpoints.a.starts"));
        server.stop(SHORT);
        assertEquals(1, server.metrics().get("endpoints.a.stops"));
        assertFalse(server.metrics().containsKey("endpoints.a.gauge"));
        assertNothingIsLeft();
    }

    // ---- once and no more

    @Test
    void isStartedOnce() {
        Server server = serverOf(plugin("echo"));
        server.start();
        assertEquals(
                "the server is RUNNING; a server is started once",
                assertThrows(IllegalStateException.class, server::start).getMessage());
        assertThrows(IllegalStateException.class, server::check);
        server.stop(SHORT);
        assertEquals(
                "the server is STOPPED; a server is started once",
                assertThrows(IllegalStateException.class, server::start).getMessage());
        assertEquals(List.of("echo started", "echo stopped"), life);
    }

    @Test
    void isStoppedOnce() {
        Server server = serverOf(plugin("echo"));
        assertEquals(
                "the server is NEW and cannot be stopped",
                assertThrows(IllegalStateException.class, () -> server.stop(SHORT))
                        .getMessage());
        server.start();
        server.stop(SHORT);
        assertThrows(IllegalStateException.class, () -> server.stop(SHORT));
        assertEquals(List.of("echo started", "echo stopped"), life);
    }

    @Test
    void closesAnyNumberOfTimes() {
        Server server = serverOf(plugin("echo"));
        server.close();
        server.start();
        server.close();
        server.close();
        assertEquals(List.of("echo started", "echo stopped"), life);
        assertNothingIsLeft();
    }

    // ---- checking

    @Test
    void checkingAssemblesEverythingAndLeavesNothingOpen() {
        Server server = serverOf(plugin("one"), plugin("two"));
        server.check();
        assertEquals(List.of(), life, "plugins are neither started nor stopped");
        assertNothingIsLeft();
        assertThrows(IllegalStateException.class, server::start);
    }

    // ---- a start that fails

    private QuaysideException failsToStart(Server server) {
        QuaysideException failure = assertThrows(QuaysideException.class, server::start);
        assertThrows(IllegalStateException.class, server::start);
        server.close();
        assertNothingIsLeft();
        return failure;
    }

    @Test
    void aPortInUseStopsTheStart() {
        Server server = parts.server()
                .endpoint(Parts.endpoint("a", 7000, plugin("one")))
                .endpoint(Parts.endpoint("b", 7000, plugin("two")))
                .build();
        QuaysideException failure = failsToStart(server);
        assertEquals("QS-301", failure.code());
        assertEquals(
                "endpoint b: cannot listen on /127.0.0.1:7000: the address is in use; set endpoints.b.listen to a free"
                        + " address of this machine",
                failure.getMessage());
        assertEquals(List.of("one started", "two started", "one stopped", "two stopped"), life);
    }

    @Test
    void aPluginThatFailsToStartStopsTheStart() {
        Exception why = new Exception("no database");
        QuaysideException failure =
                failsToStart(serverOf(plugin("one"), plugin("two").failsToStart(why), plugin("three")));
        assertEquals("QS-302", failure.code());
        assertEquals(
                "the plugin TestPlugin of endpoint endpoint1 cannot start: java.lang.Exception: no database",
                failure.getMessage());
        assertSame(why, failure.getCause());
        assertEquals(List.of("one started", "two started", "one stopped"), life, "only what was started is stopped");
    }

    @Test
    void whateverItThrows() {
        Error why = new AssertionError("a bug");
        QuaysideException failure =
                failsToStart(serverOf(plugin("one"), plugin("two").failsToStart(why)));
        assertEquals("QS-302", failure.code());
        assertTrue(failure.getMessage().contains("TestPlugin of endpoint endpoint1"), failure.getMessage());
        assertEquals(List.of("one started", "two started", "one stopped"), life);
    }

    @Test
    void sessionsThatCameInBeforeTheStartFailedEndBeforeTheirPluginIsStopped() {
        parts.transports()
                .prepare(transport -> transport.whenListening(address -> {
                    if (address.getPort() == 7001) {
                        Peer early = transport.connectTo(Addresses.parse("listen", "127.0.0.1:7000"));
                        Await.until("the early one is in", () -> early.postedReceives() > 0);
                        throw new QuaysideException("QS-000", "the start fails for some reason");
                    }
                }));
        failsToStart(serverOf(plugin("one"), plugin("two")));
        assertEquals(
                List.of(
                        "one started",
                        "two started",
                        "one opened",
                        "one closed SHUTDOWN",
                        "one stopped",
                        "two stopped"),
                life);
    }

    // ---- a stop in which something fails

    @Test
    void aPluginThatFailsToStopKeepsNothingElseFromStopping() {
        Server server = serverOf(
                plugin("one").failsToStop(new Exception("cannot")),
                plugin("two").failsToStop(new AssertionError("a bug")),
                plugin("three"));
        server.start();
        server.stop(SHORT);
        assertEquals(List.of("one stopped", "two stopped", "three stopped"), life.subList(3, 6));
        assertNothingIsLeft();
    }

    @Test
    void aTransportThatFailsToCloseKeepsNothingElseOpen() {
        parts.transports().prepare(transport -> transport.throwsWhenClosed(new IllegalStateException("cannot close")));
        Server server = parts.server()
                .endpoint(Parts.endpoint("a", 7000, plugin("one")))
                .endpoint(Parts.endpoint("b", 7001, plugin("two")).transport("other"))
                .build();
        server.start();
        server.stop(SHORT);
        assertTrue(parts.otherTransports().transport().isClosed());
        assertTrue(life.containsAll(List.of("one stopped", "two stopped")), life::toString);
        assertNothingIsLeft();
    }
}
