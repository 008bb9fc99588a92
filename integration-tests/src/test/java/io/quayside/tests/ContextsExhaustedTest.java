package io.quayside.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** More unfinished frames than there are I/O contexts for: receiving pauses, and goes on in the order it paused in. */
class ContextsExhaustedTest extends OverEachTransport {
    /** With 2 MiB and frames of up to 64 KiB, so many contexts are as large as the frames here have to have them. */
    private static final int LARGE_CONTEXTS = 7;

    private static final int PAYLOAD = 50_000;
    private static final int BEGINNING = 1_000;

    private RunningServer server(EndpointSpec endpoint, Map<String, ?> session) {
        // Few buffers, so that who waits would stop everybody if it kept one.
        Map<String, Object> few = transport.equals("uring") ? Map.of("workers", 1, "receive-buffers", 8) : Map.of();
        return RunningServer.of(Server.builder()
                .transport(transport, few)
                .pool(Map.of("memory", "2m"))
                .endpoint(endpoint.listen("127.0.0.1:0").session(session)));
    }

    private static EndpointSpec checksums(Checksums plugin) {
        return EndpointSpec.named("frames").plugin(plugin).codec("bytes", Map.of("max-frame", "64k"));
    }

    /** Answers each frame with its number, which is its first four bytes, and its checksum; remembers their order. */
    private static final class Checksums implements Plugin<ByteBuffer> {
        final ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();

        @Override
        public void message(Session<ByteBuffer> session, ByteBuffer message) {
            order.add(message.getInt(message.position()));
            session.send(checksum(message));
        }

        static ByteBuffer checksum(ByteBuffer message) {
            int number = message.getInt(message.position());
            CRC32 checksum = new CRC32();
            checksum.update(message.slice());
            return ByteBuffer.allocate(12)
                    .putInt(number)
                    .putLong(checksum.getValue())
                    .flip();
        }
    }

    private static byte[] frame(int number) throws IOException {
        byte[] payload = new byte[PAYLOAD];
        Arrays.fill(payload, (byte) number);
        ByteBuffer.wrap(payload).putInt(number);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Frames.write(out, payload);
        return out.toByteArray();
    }

    /** Begins a frame, and waits until the server holds a large context for it, or waits for one: by what there has to be in all. */
    private static Caller begin(Crowd crowd, RunningServer server, int number) throws IOException {
        long frames = server.metric("endpoints.frames.sessions.opened") + 1;
        Caller caller = crowd.connect(server.address("frames"));
        caller.sendBytes(Arrays.copyOf(frame(number), BEGINNING));
        crowd.await(
                "a frame to begin",
                () -> server.metric("endpoints.frames.bytes.received") >= Math.min(frames, LARGE_CONTEXTS) * BEGINNING
                        && (server.metric("endpoints.frames.receives.starved") >= frames - LARGE_CONTEXTS
                                || server.metric("endpoints.frames.sessions.closed") > 0));
        return caller;
    }

    private static void finish(Caller caller, int number) throws IOException {
        byte[] frame = frame(number);
        caller.sendBytes(Arrays.copyOfRange(frame, BEGINNING, frame.length));
    }

    private static void assertAnswered(Caller caller, int number) throws IOException {
        byte[] frame = frame(number);
        ByteBuffer payload = ByteBuffer.wrap(frame, frame.length - PAYLOAD, PAYLOAD);
        assertEquals(1, caller.frames().size(), "answers to number " + number);
        assertEquals(
                Checksums.checksum(payload), ByteBuffer.wrap(caller.frames().get(0)), "number " + number);
    }

    @Test
    void receivingPausesAndGoesOnInOrderAndNothingIsLost() throws Exception {
        int waiting = 100;
        Checksums plugin = new Checksums();
        try (RunningServer server = server(checksums(plugin), Map.of());
                Crowd crowd = new Crowd()) {
            List<Caller> all = new ArrayList<>();
            for (int i = 0; i < LARGE_CONTEXTS + waiting; i++) {
                all.add(begin(crowd, server, i));
            }
            assertEquals(waiting, server.metric("endpoints.frames.receives.starved"));
            assertTrue(server.metric("contexts.exhausted") >= waiting);
            for (int i = LARGE_CONTEXTS; i < all.size(); i++) {
                finish(all.get(i), i); // into the system's buffers: the server doesn't read on
            }
            Caller small = crowd.connect(server.address("frames"));
            small.send(new byte[] {0, 1, 0, 0, 'h', 'i'});
            crowd.await(
                    "a small frame to be answered beside them",
                    () -> small.frames().size() == 1);
            assertEquals(List.of(1 << 16), List.copyOf(plugin.order), "nobody else can have been answered");

            finish(all.get(0), 0);
            List<Caller> served = all.subList(LARGE_CONTEXTS, all.size());
            crowd.await(
                    "those who waited",
                    () -> served.stream().noneMatch(each -> each.frames().isEmpty()));
            List<Integer> expected = new ArrayList<>(List.of(1 << 16, 0));
            for (int i = LARGE_CONTEXTS; i < all.size(); i++) {
                expected.add(i);
            }
            assertEquals(expected, List.copyOf(plugin.order), "one context goes round, first come, first served");

            for (int i = 1; i < LARGE_CONTEXTS; i++) {
                finish(all.get(i), i);
            }
            crowd.await(
                    "the last",
                    () -> all.stream().noneMatch(each -> each.frames().isEmpty()));
            for (int i = 0; i < all.size(); i++) {
                assertAnswered(all.get(i), i);
            }
            assertEquals(0, server.metric("endpoints.frames.sends.refused"));
            assertEquals(0, crowd.ended());
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    @Test
    void whoKeepsContextsWithFramesThatNeverEndLosesThemToThoseWhoWait() throws Exception {
        int hostile = 3 * LARGE_CONTEXTS;
        int honest = 20;
        Checksums plugin = new Checksums();
        try (RunningServer server = server(checksums(plugin), Map.of("frame-timeout", "500ms"));
                Crowd crowd = new Crowd()) {
            for (int i = 0; i < hostile; i++) {
                begin(crowd, server, i);
            }
            List<Caller> waiting = new ArrayList<>();
            for (int i = 0; i < honest; i++) {
                Caller caller = crowd.connect(server.address("frames"));
                caller.sendBytes(frame(1000 + i));
                waiting.add(caller);
            }
            crowd.await(
                    "the honest to be answered",
                    () -> waiting.stream().noneMatch(each -> each.frames().isEmpty()));
            for (int i = 0; i < honest; i++) {
                assertAnswered(waiting.get(i), 1000 + i);
            }
            crowd.await("the others to be closed", () -> crowd.ended() == hostile);
            crowd.await(
                    "their sessions to end", () -> server.metric("endpoints.frames.sessions.closed.idle") == hostile);
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    /** A session that was busy keeps a context of 32 KiB for a while; not one that only large frames can do without. */
    @Test
    void whoWasBusyAndIsQuietLeavesTheLargestContextsToOthers() throws Exception {
        int busy = 40; // more than there are contexts of 32 KiB and larger
        Checksums plugin = new Checksums();
        try (RunningServer server = server(checksums(plugin), Map.of());
                Crowd crowd = new Crowd()) {
            byte[] small =
                    new byte[510]; // 512 with its length: contexts are filled to the end, and larger ones asked for
            ByteArrayOutputStream burst = new ByteArrayOutputStream();
            for (int i = 0; i < 200; i++) {
                Frames.write(burst, small);
            }
            for (int i = 0; i < busy; i++) {
                Caller caller = crowd.connect(server.address("frames"));
                caller.sendBytes(burst.toByteArray());
                crowd.await("a burst to be answered", () -> caller.frames().size() == 200);
            }
            Caller large = crowd.connect(server.address("frames"));
            large.sendBytes(frame(7));
            crowd.await("a large frame to be answered", () -> !large.frames().isEmpty());
            assertAnswered(large, 7);
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    /** An echo needs a context of its own; the plugin ends the session that none is left for, and there is never a gap. */
    @Test
    void anEchoThatNoContextIsLeftForEndsItsSessionWithoutAGap() throws Exception {
        int each = 3;
        EndpointSpec echo = EndpointSpec.named("frames").plugin("echo").codec("bytes", Map.of("max-frame", "64k"));
        try (RunningServer server = server(echo, Map.of());
                Crowd crowd = new Crowd()) {
            List<Caller> all = new ArrayList<>();
            for (int i = 0; i < 5 * LARGE_CONTEXTS; i++) {
                all.add(begin(crowd, server, each * i));
            }
            for (int i = 0; i < all.size(); i++) {
                Caller caller = all.get(i);
                if (i >= LARGE_CONTEXTS) {
                    finish(caller, each * i);
                    caller.sendBytes(frame(each * i + 1));
                    caller.sendBytes(frame(each * i + 2));
                }
            }
            for (int i = 0; i < LARGE_CONTEXTS; i++) {
                finish(all.get(i), each * i);
            }
            crowd.await(
                    "each to get its echoes or its end",
                    () -> all.stream().allMatch(caller -> isThrough(caller, all.indexOf(caller))));
            long cut = 0;
            for (int i = 0; i < all.size(); i++) {
                List<byte[]> echoes = all.get(i).frames();
                for (int k = 0; k < echoes.size(); k++) {
                    byte[] frame = frame(each * i + k);
                    assertArrayEquals(Arrays.copyOfRange(frame, frame.length - PAYLOAD, frame.length), echoes.get(k));
                }
                cut += all.get(i).hasEnded() ? 1 : 0;
            }
            long ended = cut;
            assertEquals(ended, server.metric("endpoints.frames.sends.refused"), "one refusal ends one session");
            System.out.println(ended + " of " + all.size() + " echo sessions ended for want of contexts");
            crowd.await(
                    "their sessions to end",
                    () -> server.metric("endpoints.frames.sessions.closed.plugin-closed") == ended);
            Caller later = crowd.connect(server.address("frames"));
            later.send("and now?".getBytes(UTF_8));
            crowd.await("an echo", () -> later.frames().size() == 1);
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    private static boolean isThrough(Caller caller, int number) {
        return caller.hasEnded() || caller.frames().size() == (number < LARGE_CONTEXTS ? 1 : 3);
    }
}
