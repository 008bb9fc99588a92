package io.quayside.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.transport.simulated.Faults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a test of a plugin does with the harness. */
class PluginHarnessTest {
    private static HarnessBuilder<String> room() {
        return PluginHarness.of(new RoomProvider());
    }

    @Test
    void messagesGoFromOneToTheOthers() {
        try (PluginHarness<String> harness = room().open()) {
            HarnessClient<String> ann = harness.connect();
            HarnessClient<String> bob = harness.connect();

            ann.send("hello").send("again").expectNothing();
            bob.expect("hello", "again").expectNothing();
            assertEquals(2, harness.metric("lines"));
            assertEquals(2, harness.sessions().count());
        }
    }

    @Test
    void bytesComeInPiecesAndRaw() {
        try (PluginHarness<String> harness = room().open()) {
            HarnessClient<String> ann = harness.connect();
            HarnessClient<String> bob = harness.connect();

            ann.sendInPieces("hello", 1).sendBytes("raw\nun".getBytes(StandardCharsets.UTF_8));
            assertEquals("hello", bob.receive());
            assertArrayEquals("raw\n".getBytes(StandardCharsets.UTF_8), bob.receiveBytes());
            bob.expectNothing();
            ann.sendBytes("finished\n".getBytes(StandardCharsets.UTF_8));
            assertEquals(List.of("unfinished"), bob.receiveAll());
        }
    }

    @Test
    void settingsCodecAndNetworkAreAsTheTestSays() {
        try (PluginHarness<String> harness = room().codec("lines", Map.of("max-frame", "1k"))
                .settings(Map.of("greeting", "welcome"))
                .session(Map.of("limit", 1))
                .admission(Map.of("waiting", 1))
                .seed(42)
                .faults(Faults.lossless())
                .open()) {
            HarnessClient<String> ann = harness.connect().expect("welcome");
            HarnessClient<String> bob = harness.connect().expect("you are number 1");
            ann.close();
            bob.expect("welcome");
            bob.sendBytes("x".repeat(1026).getBytes(StandardCharsets.UTF_8)).expectClosed(Kind.CODEC_ERROR);
        }
    }

    @Test
    void whatAServerWouldRefuseIsRefused() {
        assertEquals(
                "QS-201",
                assertThrows(
                                QuaysideException.class,
                                () -> room().settings(Map.of("greetign", "x")).open())
                        .code());
        assertEquals(
                "QS-102",
                assertThrows(
                                QuaysideException.class,
                                () -> room().codec("nines", Map.of()).open())
                        .code());
    }

    @Test
    void timersAndTimeoutsComeWhenTimePasses() {
        try (PluginHarness<String> harness =
                room().session(Map.of("idle-timeout", "30s")).open()) {
            HarnessClient<String> ann = harness.connect();
            ann.send("/now").expect("now").send("/later").expectNothing();
            harness.advance(Duration.ofMillis(9_999));
            ann.expectNothing();
            harness.advance(Duration.ofMillis(1));
            ann.expect("later");
            harness.advance(Duration.ofMillis(19_500));
            ann.expectOpen();
            harness.advance(Duration.ofMillis(500));
            ann.expectClosed().expectClosed(Kind.IDLE);
        }
    }

    @Test
    void timersEndWithThePluginAndAreNoLeak() {
        try (PluginHarness<String> harness = room().open()) {
            HarnessClient<String> ann = harness.connect().send("/tick").send("/later");
            harness.advance(Duration.ofSeconds(2));
            ann.expect("tick", "tick").expectNothing();
        }
    }

    @Test
    void offloadedWorkRuns() {
        try (PluginHarness<String> harness = room().open()) {
            harness.connect().send("/work").expect("worked");
        }
    }

    @Test
    void peopleGoInAllWays() {
        try (PluginHarness<String> harness = room().open()) {
            harness.connect().send("/quit").expectClosed().expectClosed(Kind.PLUGIN_CLOSED);
            harness.connect().endStream().expectClosed(Kind.PEER_CLOSED);
            harness.connect().close().expectClosed(Kind.PEER_CLOSED);
            harness.connect().reset().expectClosed(Kind.CONNECTION_LOST);
            assertEquals(0, harness.sessions().count());
            assertEquals(SendResult.CLOSED, ((RoomPlugin) harness.plugin()).sentAfterClose);
        }
    }

    @Test
    void aClientThatReadsNothingFillsItsQueue() {
        try (PluginHarness<String> harness =
                room().session(Map.of("outbound-limit", "4k")).open()) {
            HarnessClient<String> ann = harness.connect();
            HarnessClient<String> bob = harness.connect().stopReading();
            String line = "x".repeat(4000);
            for (int i = 0; i < 40; i++) {
                ann.send(line);
            }
            bob.expectNothing();
            int came = bob.startReading().receiveAll().size();
            assertTrue(came > 15 && came < 40, () -> came + " lines came");
        }
    }

    @Test
    void contextsRunOutAndComeBack() {
        try (PluginHarness<String> harness = room().memory("64k").open()) {
            HarnessClient<String> ann = harness.connect();
            try (ContextHold hold = harness.exhaustContexts()) {
                assertTrue(hold.held() > 10 && hold.held() < 128, () -> hold.held() + " contexts held");
                ann.send("/alone").expectNothing();
            }
            ann.send("/alone").expect("alone", "QUEUED");
        }
    }
}
