package io.quayside.tck.transport;

import static io.quayside.tck.transport.Bytes.requirePattern;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.tck.Promise;
import io.quayside.tck.transport.Event.Kind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What holds for sends: T1 and T4. Their end is {@link TransportHalfCloseContract}'s.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportSendingContract extends TransportRules {
    private static final int CHUNK = 64 << 10;

    /** For subclasses. */
    protected TransportSendingContract() {}

    @Test
    @Promise(
            "a reset fails what could not be sent, in the order posted, and then the connection closes with that cause")
    @Needs(Capability.BACKPRESSURE)
    void t1_aResetFailsWhatCouldNotBeSentInOrder() throws IOException {
        int count = many(400);
        RemotePeer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.send(chunks(count)), "the sends were refused");
        peer.read(1_000);
        peer.reset();
        int sent = 0;
        Event event = recorder.next();
        for (; event.kind() == Kind.SENT; event = recorder.next()) {
            sent++;
        }
        Throwable cause = event.cause();
        assertTrue(cause instanceof IOException, "the cause of a failure by a reset is no IOException: " + event);
        assertTrue(sent < count, "all was sent, though the peer took a part only");
        for (int i = sent; i < count; i++, event = recorder.next()) {
            assertEquals(Kind.FAILED_SEND, event.kind(), "of send " + i);
        }
        assertEquals(Kind.CLOSED, event.kind(), "after the failures");
        assertEquals(cause, event.cause(), "the cause of closed is another than that of the failure");
    }

    @Test
    @Promise("a reset fails what is posted in both directions, once each")
    void t1_aResetFailsBothDirectionsOnce() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.receive(64), "the receive was refused");
        assertTrue(recorder.send(chunks(many(400))), "the sends were refused");
        peer.reset();
        Throwable cause = recorder.awaitClosed().cause();
        assertTrue(cause instanceof IOException, "the connection was reset, and closed says as its cause: " + cause);
    }

    @Test
    @Promise("refused sends are left with the caller, chained and unmarked as they were")
    void t1_refusedSendsLeaveTheContextsWithTheCaller() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        recorder.connection().close();
        IoContext refused = contexts.filled(new byte[3]);
        IoContext behind = contexts.filled(new byte[4]);
        refused.next(behind);
        assertFalse(recorder.connection().send(refused), "a send was taken after the close");
        assertSame(behind, refused.next(), "the chain was taken apart");
        assertNull(behind.next(), "something was chained behind the last context");
        for (IoContext context : List.of(refused, behind)) {
            assertEquals(Operation.NONE, context.operation(), "the operation of a refused context");
            assertTrue(context.buffer().hasRemaining(), "a refused context was used up");
            context.release();
        }
        awaitEnd(peer);
    }

    @Test
    @Promise("a chain with an empty context is an error of the caller's, and nothing of it is posted")
    void t4_anEmptyContextIsAnError() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        Connection connection = recorder.connection();
        IoContext full = contexts.filled(new byte[1]);
        IoContext empty = contexts.filled(new byte[0]);
        assertThrows(
                IllegalArgumentException.class, () -> connection.send(empty), "what is thrown by an empty context");
        full.next(empty);
        assertThrows(
                IllegalArgumentException.class,
                () -> connection.send(full),
                "what is thrown by a chain that ends with one");
        full.release();
        empty.release();
        assertTrue(recorder.send(new byte[] {7}), "a send was refused after the error");
        assertArrayEquals(new byte[] {7}, peer.read(1), "the first byte that came");
    }

    @Test
    @Promise("what a slow reader gets is whole and in order, however often it makes the sender wait")
    void t4_sixtyFourMebibytesToASlowReaderArriveWholeAndInOrder() throws IOException {
        int chunks = many(1_024);
        RemotePeer peer = harness.connect(listener.address(), 8 << 10);
        Recorder recorder = started();
        int step = 37;
        for (int from = 0; from < chunks; from += step) {
            byte[][] batch = new byte[Math.min(step, chunks - from)][];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = pattern((long) (from + i) * CHUNK, CHUNK);
            }
            assertTrue(recorder.send(batch), "a send was refused");
        }
        readSlowly(peer, (long) chunks * CHUNK);
        for (int i = 0; i < chunks; i++) {
            recorder.next(Kind.SENT);
        }
    }

    @Test
    @Promise("a context larger than any of the system's buffers is sent whole, and completed once")
    void t4_oneContextLargerThanTheSystemsBuffersIsSentWhole() throws IOException {
        int size = many(24 << 20);
        RemotePeer peer = harness.connect(listener.address(), 8 << 10);
        Recorder recorder = started();
        assertTrue(recorder.send(pattern(0, size)), "the send was refused");
        readSlowly(peer, size);
        recorder.next(Kind.SENT);
        recorder.assertQuiet();
    }

    @Test
    @Promise("sends of many posts, some of several contexts, keep their order")
    void t4_sendsFromManyPostsKeepTheirOrder() throws IOException {
        int posts = many(20_000);
        RemotePeer peer = peer();
        Recorder recorder = started();
        for (int i = 0; i < posts; i++) {
            assertTrue(recorder.send(pattern(7L * i, 3), pattern(7L * i + 3, 4)), "a send was refused");
        }
        requirePattern(0, peer.read(7 * posts));
        for (int i = 0; i < 2 * posts; i++) {
            recorder.next(Kind.SENT);
        }
    }

    @Test
    @Promise("a send from within sent goes out after it, without one callback nesting in another")
    void t4_sendingFromSentNeitherNestsNorReorders() throws IOException {
        int total = many(200_000);
        AtomicInteger deepest = new AtomicInteger();
        RemotePeer peer = peer();
        Recorder recorder = started((connection, bench) -> new Recorder(connection, bench) {
            private int sent;

            @Override
            protected void onSent(IoContext context) {
                if (++sent % 1_000 == 0) {
                    int depth = new Throwable().getStackTrace().length;
                    deepest.accumulateAndGet(depth, Math::max);
                }
                if (sent < total) {
                    context.buffer().clear();
                    context.buffer().put(pattern(sent, 1)).flip();
                    send(context);
                } else {
                    context.release();
                }
            }

            @Override
            protected boolean keeps(Kind kind) {
                return kind == Kind.CLOSED;
            }
        });
        assertTrue(transport.post(() -> recorder.send(pattern(0, 1))), "the task was refused");
        requirePattern(0, peer.read(total));
        recorder.connection().close();
        recorder.awaitClosed();
        assertTrue(deepest.get() < 200, () -> "the stack grew to " + deepest);
    }

    @Test
    @Promise("what is posted while a send is pending follows it")
    void t4_sendsPostedWhileAnotherIsPendingFollowIt() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        int large = many(16 << 20);
        assertTrue(recorder.send(pattern(0, large)), "the send was refused");
        for (int i = 0; i < 40; i++) {
            assertTrue(recorder.send(pattern(large + i, 1)), "a send was refused");
        }
        requirePattern(0, peer.read(large + 40));
    }

    @Test
    @Promise("what another thread posted before a callback posts goes out before it")
    @Needs(Capability.THREADS)
    void t4_whatAnotherThreadPostedBeforeTheCallbackPostsGoesFirst() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started((connection, bench) -> new Recorder(connection, bench) {
            @Override
            protected void onSent(IoContext context) {
                if (context.sequence() == 0) {
                    CountDownLatch posted = new CountDownLatch(1);
                    new Thread(() -> {
                                send(pattern(1, 2), pattern(3, 1));
                                posted.countDown();
                            })
                            .start();
                    block(posted);
                    send(pattern(4, 3));
                }
                context.release();
            }
        });
        assertTrue(recorder.send(pattern(0, 1)), "the send was refused");
        assertArrayEquals(pattern(0, 7), peer.read(7), "the bytes in the order they were posted");
    }

    private static byte[][] chunks(int count) {
        byte[][] chunks = new byte[count][];
        for (int i = 0; i < count; i++) {
            chunks[i] = pattern((long) i * CHUNK, CHUNK);
        }
        return chunks;
    }

    /** Takes odd sizes, and looks at every byte. */
    private static void readSlowly(RemotePeer peer, long total) throws IOException {
        long position = 0;
        while (position < total) {
            int count = (int) Math.min(total - position, 1 + position % 8_191);
            requirePattern(position, peer.read(count));
            position += count;
        }
    }
}
