package io.quayside.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.core.EndpointSpec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Clients that send a byte now and then: they are never idle, and would keep their sessions for ever. */
class DrippingTest extends OverEachTransport {
    /** The length of a frame of 10,000 bytes, which is never finished here. */
    private static final byte[] LENGTH = {(byte) 0x90, 0x4e};

    /** The same of 400 bytes, for which no larger context is needed. */
    private static final byte[] SMALL_LENGTH = {(byte) 0x90, 0x03};

    private static final byte[] DROP = {'.'};

    private RunningServer server(Map<String, ?> session) {
        return RunningServer.of(server().pool(Map.of("memory", "64m"))
                .endpoint(EndpointSpec.named("frames")
                        .listen("127.0.0.1:0")
                        .plugin("echo")
                        .codec("bytes", Map.of("max-frame", "64k"))
                        .session(session)));
    }

    /** Does something at a rate, until something has happened; late rather than twice when it falls behind. */
    private static void every(Duration period, Runnable doing, Crowd crowd, String what, BooleanSupplier happened) {
        long[] next = {System.nanoTime()};
        crowd.await(what, () -> {
            if (System.nanoTime() - next[0] >= 0) {
                next[0] = System.nanoTime() + period.toNanos();
                doing.run();
            }
            return happened.getAsBoolean();
        });
    }

    @Test
    void whoDripsIsClosedAndWhoSendsSmallFramesSlowlyIsNot() throws Exception {
        try (RunningServer server = server(Map.of("frame-timeout", "1s"));
                Crowd crowd = new Crowd()) {
            Caller dripping = crowd.connect(server.address("frames"));
            Caller slow = crowd.connect(server.address("frames"));
            Caller halves = crowd.connect(server.address("frames"));
            dripping.sendBytes(LENGTH);
            halves.sendBytes(new byte[] {2});
            int[] sent = new int[2];
            every(
                    Duration.ofMillis(50),
                    () -> {
                        if (!dripping.hasEnded()) {
                            dripping.trySend(DROP);
                            sent[0]++;
                        }
                        slow.send(new byte[] {(byte) sent[1]});
                        halves.sendBytes(new byte[] {1, 2, 2}); // the end of a frame and the beginning of the next
                        sent[1]++;
                    },
                    crowd,
                    "the one that drips to be closed, and the others to go on for twice as long",
                    () -> dripping.hasEnded() && sent[1] >= 2 * sent[0] + 20);
            crowd.await(
                    "the last echo",
                    () -> slow.frames().size() == sent[1] && halves.frames().size() == sent[1]);
            for (int i = 0; i < sent[1]; i++) {
                assertArrayEquals(new byte[] {(byte) i}, slow.frames().get(i));
                assertArrayEquals(new byte[] {1, 2}, halves.frames().get(i));
            }
            assertFalse(slow.hasEnded());
            assertFalse(halves.hasEnded(), "a frame is always unfinished, but never the same one");
            assertEquals(List.of(), dripping.frames());
            crowd.await("its session to end", () -> server.metric("endpoints.frames.sessions.closed.idle") == 1);
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    @Test
    void whoDripsOnAfterTheEndIsCutOff() throws Exception {
        try (RunningServer server = server(Map.of("frame-timeout", "300ms", "close-timeout", "300ms"));
                Crowd crowd = new Crowd()) {
            InetSocketAddress address = server.address("frames");
            Caller stubborn = Crowd.deaf(address); // doesn't hear that the stream is over
            stubborn.sendBytes(LENGTH);
            boolean[] gone = new boolean[1];
            every(
                    Duration.ofMillis(50),
                    () -> gone[0] |= !stubborn.trySend(DROP),
                    crowd,
                    "the connection to be cut",
                    () -> gone[0]);
            stubborn.leave();
            server.awaitEverythingBack();
            assertEquals(1, server.metric("endpoints.frames.sessions.closed.idle"));
        }
    }

    @Test
    void aThousandThatDripLeaveOthersAlone() throws Exception {
        int drips = 1000;
        try (RunningServer server = server(Map.of("frame-timeout", "3s"));
                Crowd crowd = new Crowd()) {
            InetSocketAddress address = server.address("frames");
            Caller ordinary = crowd.connect(address);
            List<Caller> dripping = new ArrayList<>(crowd.connect(
                    address,
                    drips,
                    came -> crowd.await(
                            "all to be accepted", () -> server.metric("endpoints.frames.accepts") == came + 1)));
            dripping.forEach(each -> each.sendBytes(SMALL_LENGTH));
            long dropsBefore = server.metric("endpoints.frames.bytes.received");
            int[] said = new int[1];
            long[] asked = {System.nanoTime()};
            long[] longest = new long[1];
            int[] answeredMeanwhile = new int[1];
            every(
                    Duration.ofMillis(200),
                    () -> dripping.removeIf(each -> each.hasEnded() || !each.trySend(DROP)),
                    crowd,
                    "all that drip to be closed",
                    () -> {
                        if (ordinary.frames().size() == said[0]) {
                            longest[0] = Math.max(longest[0], System.nanoTime() - asked[0]);
                            answeredMeanwhile[0] += dripping.size() == drips ? 1 : 0;
                            asked[0] = System.nanoTime();
                            ordinary.send(("word " + said[0]++).getBytes(UTF_8));
                        }
                        return crowd.ended() == drips;
                    });
            crowd.await("the last echo", () -> ordinary.frames().size() == said[0]);
            for (int i = 0; i < said[0]; i++) {
                assertEquals("word " + i, new String(ordinary.frames().get(i), UTF_8));
            }
            System.out.printf(
                    "%d echoes beside a thousand clients that drip, the slowest in %d ms%n",
                    answeredMeanwhile[0], longest[0] / 1_000_000);
            assertTrue(answeredMeanwhile[0] > 10, "hardly anything was echoed while all of them dripped");
            assertTrue(server.metric("endpoints.frames.bytes.received") > dropsBefore + drips, "hardly a drop came");
            assertFalse(ordinary.hasEnded());
            crowd.await("their sessions to end", () -> server.metric("endpoints.frames.sessions") == 1);
            assertEquals(drips, server.metric("endpoints.frames.sessions.closed.idle"));
            crowd.leave();
            server.awaitEverythingBack();
        }
    }
}
