package io.quayside.tck.transport;

import static io.quayside.tck.transport.Bytes.requirePattern;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.tck.Promise;
import io.quayside.tck.transport.Event.Kind;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * What holds for receives: T1 and T3. Their end is {@link TransportHalfCloseContract}'s.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportReceivingContract extends TransportRules {
    /** For subclasses. */
    protected TransportReceivingContract() {}

    @Test
    @Promise("a reset fails the receive that is posted, and then the connection closes with the same cause")
    void t1_aResetFailsTheReceivePosted() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.receive(64), "the receive was refused");
        peer.reset();
        Event failure = recorder.next(Kind.FAILED_RECEIVE);
        assertTrue(
                failure.cause() instanceof IOException,
                "the cause of a failure by a reset is no IOException: " + failure);
        assertEquals(
                failure.cause(),
                recorder.next(Kind.CLOSED).cause(),
                "the cause of closed is another than that of the failure");
        recorder.assertQuiet();
    }

    @Test
    @Promise("a reset fails every receive that is posted, in the order posted")
    void t1_aResetFailsEveryReceivePostedInOrder() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        for (int i = 0; i < 5; i++) {
            assertTrue(recorder.receive(64), "a receive was refused");
        }
        peer.reset();
        for (int i = 0; i < 5; i++) {
            recorder.next(Kind.FAILED_RECEIVE);
        }
        Event closed = recorder.next(Kind.CLOSED);
        assertTrue(
                closed.cause() instanceof IOException,
                "the connection was reset, and closed doesn't say so: " + closed);
    }

    @Test
    @Promise("a refused receive leaves the context with the caller, as it was")
    void t1_aRefusedReceiveLeavesTheContextWithTheCaller() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        recorder.connection().close();
        IoContext context = contexts.empty(64);
        assertFalse(recorder.connection().receive(context), "a receive was taken after the close");
        assertEquals(Operation.NONE, context.operation(), "the operation of a refused context");
        assertEquals(64, context.buffer().remaining(), "the room of a refused context");
        context.release();
        awaitEnd(peer);
    }

    @Test
    @Promise("a context without room is an error of the caller's, and isn't posted")
    void t1_aContextWithoutRoomIsAnError() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        IoContext full = contexts.empty(8);
        full.buffer().position(8);
        assertThrows(
                IllegalArgumentException.class,
                () -> recorder.connection().receive(full),
                "what is thrown by a context without room");
        full.release();
        assertTrue(recorder.receive(8), "a receive was refused after the error");
        peer.write("still".getBytes(US_ASCII));
        assertEquals("still", new String(recorder.next(Kind.RECEIVED).bytes(), US_ASCII), "what came afterwards");
    }

    @Test
    @Promise("posting before the start and starting twice are errors of the caller's, and change nothing")
    void t2_postingComesAfterStarting() throws IOException {
        RemotePeer peer = peer();
        Connection connection = accepted.next();
        IoContext context = contexts.empty(8);
        assertThrows(
                IllegalStateException.class,
                () -> connection.receive(context),
                "what is thrown by a receive before the start");
        assertThrows(
                IllegalStateException.class,
                () -> connection.send(context),
                "what is thrown by a send before the start");
        context.release();
        Recorder recorder = start(connection, Recorder::new);
        assertThrows(IllegalStateException.class, () -> connection.start(recorder), "what is thrown by a second start");
        assertTrue(recorder.send(new byte[] {7}), "a send was refused after the errors");
        assertArrayEquals(new byte[] {7}, peer.read(1), "the first byte that came");
    }

    @Test
    @Promise(
            "bytes come behind the position that was posted and before the limit, and the rest comes with the next receive")
    void t3_bytesComeBehindThePositionThatWasPosted() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        IoContext context = contexts.empty(64);
        context.buffer().put((byte) 'x').put((byte) 'y').limit(5);
        assertTrue(recorder.receive(context), "the receive was refused");
        peer.write("abcdef".getBytes(US_ASCII));
        assertEquals("xyabc", new String(recorder.next(Kind.RECEIVED).bytes(), US_ASCII), "the context");
        assertTrue(recorder.receive(64), "the receive was refused");
        assertEquals("def", new String(recorder.next(Kind.RECEIVED).bytes(), US_ASCII), "the next context");
    }

    @Test
    @Promise("several receives in flight complete in stream order")
    void t3_severalReceivesInFlightCompleteInStreamOrder() throws IOException {
        int total = many(2_000_000);
        RemotePeer peer = peer();
        Recorder recorder = started((connection, bench) -> new Recorder(connection, bench) {
            @Override
            protected void onReceived(IoContext context, byte[] bytes) {
                context.buffer().clear();
                receive(context);
            }
        });
        for (int i = 1; i <= 8; i++) {
            assertTrue(recorder.receive(i * 1_000), "a receive was refused");
        }
        int step = 77_777;
        for (int from = 0; from < total; from += step) {
            peer.write(pattern(from, Math.min(step, total - from)));
        }
        for (int received = 0; received < total; ) {
            byte[] bytes = recorder.next(Kind.RECEIVED).bytes();
            requirePattern(received, bytes);
            received += bytes.length;
        }
    }

    @Test
    @Promise("receives posted by many threads complete in stream order, in the order of their sequence numbers")
    @Needs(Capability.THREADS)
    void t3_receivesPostedByManyThreadsCompleteInStreamOrder() throws IOException {
        int each = many(500);
        int threads = 4;
        RemotePeer peer = peer();
        Recorder recorder = started();
        CountDownLatch posted = new CountDownLatch(threads);
        int half = each * threads / 2;
        peer.write(pattern(0, half));
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            recorder.receive(1);
                        }
                        posted.countDown();
                    })
                    .start();
        }
        await("all to be posted", posted);
        peer.write(pattern(half, each * threads - half));
        for (int i = 0; i < each * threads; i++) {
            requirePattern(i, recorder.next(Kind.RECEIVED).bytes());
        }
    }

    @Test
    @Promise("completions come on workers, never on a thread from outside that posts, not even when the bytes are here")
    void t3_completionsComeOnWorkers() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.receive(1), "the receive was refused");
        peer.write(new byte[] {1, 2});
        recorder.next(Kind.RECEIVED);
        letWork();
        assertTrue(recorder.receive(1), "the receive was refused");
        if (!can(Capability.THREADS)) {
            recorder.assertQuiet();
        }
        Event second = recorder.next(Kind.RECEIVED);
        if (can(Capability.THREADS)) {
            assertNotSame(Thread.currentThread(), second.thread(), "the poster's thread called back");
        }
    }

    @Test
    @Promise("what comes before the start waits for it")
    void t3_aConnectionMayBeStartedLater() throws IOException {
        RemotePeer peer = peer();
        peer.write(new byte[] {1, 2});
        Connection connection = accepted.next();
        RemotePeer other = peer();
        accepted.next().close();
        awaitEnd(other);
        start(connection, Echo::new).begin();
        assertArrayEquals(new byte[] {1, 2}, peer.read(2), "the echo");
    }
}
