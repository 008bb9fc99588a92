package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.quayside.core.EndpointSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who is turned away for the address they come from: too many at a time, or banned. */
class DoorTest extends OverEachTransport {
    /** A varint that announces 16 GiB. */
    private static final byte[] NO_MESSAGE = {-1, -1, -1, -1, 63};

    @BeforeAll
    static void thisMachineHasManyAddresses() {
        boolean many;
        try (ServerSocket bound = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.66"))) {
            many = bound.isBound();
        } catch (IOException e) {
            many = false;
        }
        assumeTrue(many, "only 127.0.0.1 is an address of this machine");
    }

    private RunningServer server(String endpoint, Map<String, ?> admission) {
        return RunningServer.of(server().pool(Map.of("memory", "16m"))
                .endpoint(EndpointSpec.named(endpoint)
                        .listen("127.0.0.1:0")
                        .plugin("echo")
                        .codec("bytes", Map.of("max-frame", "64k"))
                        .admission(admission)));
    }

    private static boolean isLetIn(Crowd crowd, InetSocketAddress server, String from) throws IOException {
        Caller caller = crowd.connect(server, from);
        caller.trySend(new byte[] {2, 'h', 'i'});
        crowd.await(
                "an answer or the end",
                () -> caller.hasEnded() || !caller.frames().isEmpty());
        return !caller.hasEnded();
    }

    /** Connects, sends what is no message, and sees the connection end; says how many have gone before. */
    private static void offend(Crowd crowd, RunningServer server, String endpoint, String from) throws IOException {
        long before = server.metric("endpoints." + endpoint + ".offences");
        Caller hostile = crowd.connect(server.address(endpoint), from);
        hostile.trySend(NO_MESSAGE);
        crowd.await("the connection to end", hostile::hasEnded);
        crowd.await("the offence to count", () -> server.metric("endpoints." + endpoint + ".offences") == before + 1);
    }

    @Test
    void limitsHoldForEachAddressAndForEachNetwork() throws Exception {
        try (RunningServer server = server(
                        "limits", Map.of("allow", List.of(), "per-address", 5, "per-network", 12, "ban-after", 0));
                Crowd crowd = new Crowd();
                Crowd others = new Crowd()) {
            InetSocketAddress address = server.address("limits");
            for (int i = 0; i < 5; i++) {
                assertTrue(isLetIn(crowd, address, "127.0.0.11"), "one of five");
                assertTrue(isLetIn(others, address, "127.0.0.12"), "one of five from next door");
            }
            for (int i = 0; i < 300; i++) {
                assertFalse(isLetIn(crowd, address, "127.0.0.11"), "the sixth");
            }
            assertTrue(isLetIn(others, address, "127.0.0.13"), "the eleventh of the network");
            assertTrue(isLetIn(others, address, "127.0.0.14"), "the twelfth");
            assertFalse(isLetIn(others, address, "127.0.0.15"), "the thirteenth");
            assertTrue(isLetIn(others, address, "127.0.1.15"), "of another network");
            assertEquals(301, server.metric("endpoints.limits.accepts.over-limit"));
            assertEquals(13, server.metric("endpoints.limits.sessions"));

            crowd.leave();
            crowd.await("five to leave", () -> server.metric("endpoints.limits.sessions") == 8);
            assertTrue(isLetIn(others, address, "127.0.0.11"), "there is room again");
            others.leave();
            server.awaitEverythingBack();
        }
    }

    @Test
    void aCrowdFromOneAddressIsBannedAndItsNeighboursAreNot() throws Exception {
        try (RunningServer server = server(
                        "greedy", Map.of("allow", List.of(), "per-address", 3, "ban-after", 10, "ban-time", "1h"));
                Crowd crowd = new Crowd()) {
            InetSocketAddress address = server.address("greedy");
            for (int i = 0; i < 3; i++) {
                assertTrue(isLetIn(crowd, address, "127.0.0.21"));
            }
            for (int i = 0; i < 100; i++) {
                assertFalse(isLetIn(crowd, address, "127.0.0.21"));
            }
            assertEquals(10, server.metric("endpoints.greedy.accepts.over-limit"));
            assertEquals(1, server.metric("endpoints.greedy.bans"));
            assertEquals(90, server.metric("endpoints.greedy.accepts.banned"));
            assertTrue(isLetIn(crowd, address, "127.0.0.22"));
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    @Test
    void aBanGrowsWithEachAndExpires() throws Exception {
        ListAppender<ILoggingEvent> log = listen();
        try (RunningServer server = server("hostile", Map.of("allow", List.of(), "ban-after", 3, "ban-time", "1s"));
                Crowd crowd = new Crowd()) {
            for (int ban = 1; ban <= 2; ban++) {
                offend(crowd, server, "hostile", "127.0.0.31");
                offend(crowd, server, "hostile", "127.0.0.31");
                assertTrue(isLetIn(crowd, server.address("hostile"), "127.0.0.31"), "not banned for two offences");
                long before = System.nanoTime();
                offend(crowd, server, "hostile", "127.0.0.31");
                assertEquals(ban, server.metric("endpoints.hostile.bans"));
                assertFalse(isLetIn(crowd, server.address("hostile"), "127.0.0.31"), "banned");
                assertTrue(isLetIn(crowd, server.address("hostile"), "127.0.0.32"), "who did nothing");
                awaitForgiveness(crowd, server.address("hostile"));
                Duration banned = Duration.ofNanos(System.nanoTime() - before);
                assertTrue(banned.compareTo(Duration.ofSeconds(ban)) >= 0, () -> "forgiven after " + banned);
            }
            assertTrue(server.metric("endpoints.hostile.accepts.banned") >= 2);
            crowd.leave();
            server.awaitEverythingBack();
        } finally {
            silence(log);
        }
        List<String> bans = new ArrayList<>();
        for (ILoggingEvent each : List.copyOf(log.list)) {
            if (each.getFormattedMessage().startsWith("endpoint hostile: ")) {
                bans.add(each.getFormattedMessage());
            }
        }
        assertEquals(
                List.of(
                        "endpoint hostile: 127.0.0.31 sends what is no message, and is banned for 1 s (1 bans so far)",
                        "endpoint hostile: 127.0.0.31 sends what is no message, and is banned for 2 s (2 bans so far)"),
                bans);
    }

    private static void awaitForgiveness(Crowd crowd, InetSocketAddress address) {
        crowd.await("the ban to expire", () -> {
            try {
                return isLetIn(crowd, address, "127.0.0.31");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void onlySoManyBansAreRemembered() throws Exception {
        int table = 8;
        int hostile = 40;
        try (RunningServer server = server(
                        "many", Map.of("allow", List.of(), "ban-after", 1, "ban-time", "1h", "ban-table", table));
                Crowd crowd = new Crowd()) {
            for (int i = 1; i <= hostile; i++) {
                offend(crowd, server, "many", "127.0.0." + i);
                assertEquals(Math.min(i, table), server.metric("endpoints.many.bans.remembered"));
            }
            assertEquals(hostile, server.metric("endpoints.many.bans"));
            for (int i = 1; i <= hostile; i++) {
                assertEquals(
                        i <= hostile - table, isLetIn(crowd, server.address("many"), "127.0.0." + i), "address " + i);
            }
            assertEquals(table, server.metric("endpoints.many.accepts.banned"));
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    @Test
    void whoIsAllowedIsNeitherCountedNorBanned() throws Exception {
        try (RunningServer server = server(
                        "allowed",
                        Map.of("allow", List.of("127.0.0.40/29"), "per-address", 1, "ban-after", 1, "ban-time", "1h"));
                Crowd crowd = new Crowd()) {
            for (int i = 0; i < 20; i++) {
                Caller hostile = crowd.connect(server.address("allowed"), "127.0.0.41");
                hostile.trySend(NO_MESSAGE);
                crowd.await("the connection to end", hostile::hasEnded);
            }
            for (int i = 0; i < 3; i++) {
                assertTrue(isLetIn(crowd, server.address("allowed"), "127.0.0.41"));
            }
            crowd.await("all to count", () -> server.metric("endpoints.allowed.sessions.closed.codec-error") == 20);
            assertEquals(0, server.metric("endpoints.allowed.bans"));
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    /** What the admission says, all of it: beyond one in five seconds a ban is told of at DEBUG. */
    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger admission = (Logger) LoggerFactory.getLogger("io.quayside.core.admission.Admission");
        admission.setLevel(Level.DEBUG);
        admission.addAppender(log);
        return log;
    }

    private static void silence(ListAppender<ILoggingEvent> log) {
        Logger admission = (Logger) LoggerFactory.getLogger("io.quayside.core.admission.Admission");
        admission.detachAppender(log);
        admission.setLevel(null);
        log.stop();
    }
}
