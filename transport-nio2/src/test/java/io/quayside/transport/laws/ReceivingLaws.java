package io.quayside.transport.laws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.transport.laws.Event.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What holds for receives: T1, T3, and the receiving side of T6. */
public abstract class ReceivingLaws extends TransportLaws {

    @Test
    void t1_aResetFailsTheReceivePosted() throws IOException {
        Peer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.receive(64));
        peer.reset();
        Event failure = recorder.next(Kind.FAILED_RECEIVE);
        assertInstanceOf(IOException.class, failure.cause());
        assertEquals(failure.cause(), recorder.next(Kind.CLOSED).cause());
        recorder.assertQuiet();
    }

    @Test
    void t1_aResetFailsEveryReceivePostedInOrder() throws IOException {
        Peer peer = peer();
        Recorder recorder = started();
        for (int i = 0; i < 5; i++) {
            assertTrue(recorder.receive(64));
        }
        peer.reset();
        for (int i = 0; i < 5; i++) {
            assertEquals(i, recorder.next(Kind.FAILED_RECEIVE).sequence());
        }
        assertInstanceOf(IOException.class, recorder.next(Kind.CLOSED).cause());
    }

    @Test
    void t1_aRefusedReceiveLeavesTheContextWithTheCaller() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            recorder.connection().close();
            IoContext context = contexts.empty(64);
            assertFalse(recorder.connection().receive(context));
            assertEquals(Operation.NONE, context.operation());
            assertEquals(64, context.buffer().remaining());
            context.release();
            assertEquals(-1, peer.input().read());
        }
    }

    @Test
    void aContextWithoutRoomIsAnError() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            IoContext full = contexts.empty(8);
            full.buffer().position(8);
            assertThrows(
                    IllegalArgumentException.class, () -> recorder.connection().receive(full));
            full.release();
            assertTrue(recorder.receive(8));
            peer.write("still".getBytes(US_ASCII));
            assertArrayEquals(
                    "still".getBytes(US_ASCII), recorder.next(Kind.RECEIVED).bytes());
        }
    }

    @Test
    void postingComesAfterStarting() throws IOException {
        try (Peer peer = peer()) {
            Connection connection = accepted.next();
            IoContext context = contexts.empty(8);
            assertThrows(IllegalStateException.class, () -> connection.receive(context));
            assertThrows(IllegalStateException.class, () -> connection.send(context));
            context.release();
            Recorder recorder = start(connection, Recorder::new);
            assertThrows(IllegalStateException.class, () -> connection.start(recorder));
            assertEquals(0, peer.input().available());
        }
    }

    @Test
    void t3_bytesComeBehindThePositionThatWasPosted() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            IoContext context = contexts.empty(64);
            context.buffer().put((byte) 'x').put((byte) 'y').limit(5);
            assertTrue(recorder.receive(context));
            peer.write("abcdef".getBytes(US_ASCII));
            assertEquals("xyabc", new String(recorder.next(Kind.RECEIVED).bytes(), US_ASCII));
            assertTrue(recorder.receive(64));
            assertEquals("def", new String(recorder.next(Kind.RECEIVED).bytes(), US_ASCII));
        }
    }

    @Test
    void t3_severalReceivesInFlightCompleteInStreamOrder() throws IOException {
        int total = 2_000_000;
        try (Peer peer = peer()) {
            Recorder recorder = started((connection, pool) -> new Recorder(connection, pool) {
                @Override
                protected void onReceived(IoContext context, byte[] bytes) {
                    context.buffer().clear();
                    receive(context);
                }
            });
            for (int i = 1; i <= 8; i++) {
                assertTrue(recorder.receive(i * 1_000));
            }
            Thread writer = writer(peer, total);
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            for (int i = 0; received.size() < total; i++) {
                Event event = recorder.next(Kind.RECEIVED);
                assertEquals(i, event.sequence());
                received.writeBytes(event.bytes());
            }
            assertArrayEquals(pattern(0, total), received.toByteArray());
            join(writer);
        }
    }

    @Test
    void t3_receivesPostedByManyThreadsCompleteInStreamOrder() throws IOException {
        int each = 500;
        int threads = 4;
        try (Peer peer = peer()) {
            Recorder recorder = started();
            CountDownLatch posted = new CountDownLatch(threads);
            Thread writer = writer(peer, each * threads);
            for (int t = 0; t < threads; t++) {
                new Thread(() -> {
                            for (int i = 0; i < each; i++) {
                                recorder.receive(1);
                            }
                            posted.countDown();
                        })
                        .start();
            }
            for (int i = 0; i < each * threads; i++) {
                Event event = recorder.next(Kind.RECEIVED);
                assertEquals(i, event.sequence());
                assertArrayEquals(pattern(i, 1), event.bytes());
            }
            await(posted);
            join(writer);
        }
    }

    @Test
    void t3_completionsRunOnWorkersNeverOnThePoster() throws IOException {
        try (Peer peer = peer()) {
            peer.write(new byte[] {1});
            Recorder recorder = started();
            assertTrue(recorder.receive(8));
            assertNotSame(Thread.currentThread(), recorder.next(Kind.RECEIVED).thread());
        }
    }

    @Test
    void t6_theEndOfTheStreamIsNoFailureAndComesOnce() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            assertTrue(recorder.receive(8));
            peer.write(new byte[] {7});
            peer.endOutput();
            assertArrayEquals(new byte[] {7}, recorder.next(Kind.RECEIVED).bytes());
            assertTrue(recorder.receive(8));
            recorder.next(Kind.END_OF_STREAM);
            assertFalse(recorder.receive(8));
            recorder.assertQuiet();
            recorder.connection().close();
            assertNull(recorder.next(Kind.CLOSED).cause());
        }
    }

    @Test
    void t6_receiveIsRefusedFromWithinEndOfStream() throws IOException {
        try (Peer peer = peer()) {
            CountDownLatch refused = new CountDownLatch(1);
            Recorder recorder = started((connection, pool) -> new Recorder(connection, pool) {
                @Override
                protected void onEndOfStream() {
                    if (!receive(8)) {
                        refused.countDown();
                    }
                }
            });
            assertTrue(recorder.receive(8));
            peer.endOutput();
            recorder.next(Kind.END_OF_STREAM);
            await(refused);
        }
    }

    @Test
    void t6_afterTheEndOfTheStreamSendsStillGoOut() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            assertTrue(recorder.receive(8));
            peer.endOutput();
            recorder.next(Kind.END_OF_STREAM);
            assertTrue(recorder.send(pattern(0, 100_000), pattern(100_000, 1)));
            assertArrayEquals(pattern(0, 100_001), peer.read(100_001));
            recorder.next(Kind.SENT);
            recorder.next(Kind.SENT);
            recorder.connection().shutdownOutput();
            assertEquals(-1, peer.input().read());
            assertFalse(recorder.isClosed());
        }
    }

    @Test
    void t6_receivesLeftAtTheEndOfTheStreamCompleteAsFailed() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            for (int i = 0; i < 3; i++) {
                assertTrue(recorder.receive(8));
            }
            peer.endOutput();
            recorder.next(Kind.END_OF_STREAM);
            assertTrue(recorder.send(new byte[] {1}));
            recorder.next(Kind.SENT);
            recorder.connection().close();
            assertEquals(1, recorder.next(Kind.FAILED_RECEIVE).sequence());
            assertEquals(2, recorder.next(Kind.FAILED_RECEIVE).sequence());
            assertNull(recorder.next(Kind.CLOSED).cause());
        }
    }

    @Test
    void t6_closingFromWithinEndOfStreamClosesAfterIt() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started((connection, pool) -> new Recorder(connection, pool) {
                @Override
                protected void onEndOfStream() {
                    connection().close();
                }
            });
            assertTrue(recorder.receive(8));
            assertTrue(recorder.receive(8));
            peer.endOutput();
            recorder.next(Kind.END_OF_STREAM);
            recorder.next(Kind.FAILED_RECEIVE);
            assertNull(recorder.next(Kind.CLOSED).cause());
        }
    }

    private static Thread writer(Peer peer, int total) {
        Thread writer = new Thread(() -> {
            try {
                int step = 77_777;
                for (int from = 0; from < total; from += step) {
                    peer.write(pattern(from, Math.min(step, total - from)));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        writer.start();
        return writer;
    }

    private static void join(Thread thread) {
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertFalse(thread.isAlive());
    }
}
