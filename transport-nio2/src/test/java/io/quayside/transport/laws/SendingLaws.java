package io.quayside.transport.laws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.transport.laws.Event.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds for sends: T1, T4, and the sending side of T6. */
public abstract class SendingLaws extends TransportLaws {
    private static final int CHUNK = 64 << 10;

    @Test
    void t1_aResetFailsWhatCouldNotBeSentInOrder() throws IOException {
        int count = 400;
        Peer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.send(chunks(count)));
        peer.read(1_000);
        peer.reset();
        int sent = 0;
        Event event = recorder.next();
        for (; event.kind() == Kind.SENT; event = recorder.next()) {
            assertEquals(sent++, event.sequence());
        }
        Throwable cause = event.cause();
        assertInstanceOf(IOException.class, cause);
        assertTrue(sent < count);
        for (int i = sent; i < count; i++, event = recorder.next()) {
            assertEquals(Kind.FAILED_SEND, event.kind());
            assertEquals(i, event.sequence());
        }
        assertEquals(Kind.CLOSED, event.kind());
        assertEquals(cause, event.cause());
    }

    @Test
    void t1_aResetFailsBothDirectionsOnce() throws IOException {
        Peer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.receive(64));
        assertTrue(recorder.send(chunks(400)));
        peer.reset();
        assertInstanceOf(IOException.class, recorder.awaitClosed().cause());
    }

    @Test
    void t1_refusedSendsLeaveTheContextsWithTheCaller() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            recorder.connection().close();
            IoContext refused = contexts.filled(new byte[3]);
            IoContext behind = contexts.filled(new byte[4]);
            refused.next(behind);
            assertFalse(recorder.connection().send(refused));
            assertSame(behind, refused.next());
            assertNull(behind.next());
            for (IoContext context : List.of(refused, behind)) {
                assertEquals(Operation.NONE, context.operation());
                assertTrue(context.buffer().hasRemaining());
                context.release();
            }
            assertEquals(-1, peer.input().read());
        }
    }

    @Test
    void anEmptyContextIsAnError() throws IOException {
        try (Peer peer = peer()) {
            Connection connection = started().connection();
            IoContext full = contexts.filled(new byte[1]);
            IoContext empty = contexts.filled(new byte[0]);
            assertThrows(IllegalArgumentException.class, () -> connection.send(empty));
            full.next(empty);
            assertThrows(IllegalArgumentException.class, () -> connection.send(full));
            full.release();
            empty.release();
            assertEquals(0, peer.input().available());
        }
    }

    @Test
    void t4_sixtyFourMebibytesToASlowReaderArriveWholeAndInOrder() throws Exception {
        int chunks = 1_024;
        try (Peer peer = Peer.connect(listener.address(), 8 << 10)) {
            Recorder recorder = started();
            CompletableFuture<Void> read = CompletableFuture.runAsync(() -> readSlowly(peer, (long) chunks * CHUNK));
            int step = 37;
            for (int from = 0; from < chunks; from += step) {
                byte[][] batch = new byte[Math.min(step, chunks - from)][];
                for (int i = 0; i < batch.length; i++) {
                    batch[i] = pattern((long) (from + i) * CHUNK, CHUNK);
                }
                assertTrue(recorder.send(batch));
            }
            for (int i = 0; i < chunks; i++) {
                assertEquals(i, recorder.next(Kind.SENT).sequence());
            }
            read.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void t4_oneContextLargerThanTheSystemsBuffersIsSentWhole() throws Exception {
        int size = 24 << 20;
        try (Peer peer = Peer.connect(listener.address(), 8 << 10)) {
            Recorder recorder = started();
            CompletableFuture<Void> read = CompletableFuture.runAsync(() -> readSlowly(peer, size));
            assertTrue(recorder.send(pattern(0, size)));
            recorder.next(Kind.SENT);
            read.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void t4_sendsFromManyPostsKeepTheirOrder() throws IOException {
        int posts = 20_000;
        try (Peer peer = peer()) {
            Recorder recorder = started();
            for (int i = 0; i < posts; i++) {
                assertTrue(recorder.send(pattern(7L * i, 3), pattern(7L * i + 3, 4)));
            }
            assertArrayEquals(pattern(0, 7 * posts), peer.read(7 * posts));
            for (int i = 0; i < 2 * posts; i++) {
                assertEquals(i, recorder.next(Kind.SENT).sequence());
            }
        }
    }

    @Test
    void t4_sendingFromSentNeitherNestsNorReorders() throws IOException {
        int total = 200_000;
        AtomicInteger deepest = new AtomicInteger();
        try (Peer peer = peer()) {
            Recorder recorder = started((connection, pool) -> new Recorder(connection, pool) {
                private int sent;

                @Override
                protected void onSent(IoContext context) {
                    if (++sent % 10_000 == 0) {
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
            assertTrue(transport.post(() -> recorder.send(pattern(0, 1))));
            assertArrayEquals(pattern(0, total), peer.read(total));
            recorder.connection().close();
            recorder.awaitClosed();
        }
        assertTrue(deepest.get() < 100, () -> "stack of " + deepest);
    }

    @Test
    void t4_sendsPostedWhileAnotherIsPendingFollowIt() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            int large = 16 << 20;
            assertTrue(recorder.send(pattern(0, large)));
            for (int i = 0; i < 40; i++) {
                assertTrue(recorder.send(pattern(large + i, 1)));
            }
            assertArrayEquals(pattern(0, large + 40), peer.read(large + 40));
        }
    }

    @Test
    void t4_whatAnotherThreadPostedBeforeTheCallbackPostsGoesFirst() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started((connection, pool) -> new Recorder(connection, pool) {
                @Override
                protected void onSent(IoContext context) {
                    if (context.sequence() == 0) {
                        CountDownLatch posted = new CountDownLatch(1);
                        new Thread(() -> {
                                    send(pattern(1, 2), pattern(3, 1));
                                    posted.countDown();
                                })
                                .start();
                        await(posted);
                        send(pattern(4, 3));
                    }
                    context.release();
                }
            });
            assertTrue(recorder.send(pattern(0, 1)));
            assertArrayEquals(pattern(0, 7), peer.read(7));
        }
    }

    @Test
    void t6_outputEndsAfterWhatWasPosted() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            int size = 8 << 20;
            assertTrue(recorder.send(pattern(0, size), pattern(size, 5)));
            recorder.connection().shutdownOutput();
            assertFalse(recorder.send(new byte[] {1}));
            assertArrayEquals(pattern(0, size + 5), peer.read(size + 5));
            assertEquals(-1, peer.input().read());
            recorder.next(Kind.SENT);
            recorder.next(Kind.SENT);
            assertTrue(recorder.receive(16));
            peer.write("late".getBytes(US_ASCII));
            assertEquals("late", new String(recorder.next(Kind.RECEIVED).bytes(), US_ASCII));
        }
    }

    @Test
    void t6_outputEndsAtOnceWhenNothingIsPostedAndOnlyOnce() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            recorder.connection().shutdownOutput();
            recorder.connection().shutdownOutput();
            assertEquals(-1, peer.input().read());
            assertFalse(recorder.send(new byte[] {1}));
            recorder.connection().close();
            assertNull(recorder.next(Kind.CLOSED).cause());
            recorder.connection().shutdownOutput();
        }
    }

    @Test
    void t6_outputEndsFromWithinSentAfterWhatIsPosted() throws IOException {
        try (Peer peer = peer()) {
            CountDownLatch refused = new CountDownLatch(1);
            Recorder recorder = started((connection, pool) -> new Recorder(connection, pool) {
                @Override
                protected void onSent(IoContext context) {
                    if (context.sequence() == 0) {
                        send(pattern(2, 3));
                        connection().shutdownOutput();
                        if (!send(new byte[] {9})) {
                            refused.countDown();
                        }
                    }
                    context.release();
                }
            });
            assertTrue(recorder.send(pattern(0, 2)));
            assertArrayEquals(pattern(0, 5), peer.read(5));
            assertEquals(-1, peer.input().read());
            assertEquals(0, refused.getCount());
        }
    }

    @Test
    void t6_bothSidesEndTheirStreams() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            assertTrue(recorder.receive(8));
            recorder.connection().shutdownOutput();
            assertEquals(-1, peer.input().read());
            peer.endOutput();
            recorder.next(Kind.END_OF_STREAM);
            assertFalse(recorder.isClosed());
            recorder.connection().close();
            assertNull(recorder.next(Kind.CLOSED).cause());
        }
    }

    private static byte[][] chunks(int count) {
        byte[][] chunks = new byte[count][];
        for (int i = 0; i < count; i++) {
            chunks[i] = pattern((long) i * CHUNK, CHUNK);
        }
        return chunks;
    }

    /** Takes odd sizes through a small buffer, and looks at every byte. */
    private static void readSlowly(Peer peer, long total) {
        byte[] buffer = new byte[8_191];
        long position = 0;
        try {
            InputStream input = peer.input();
            while (position < total) {
                int count = input.read(buffer, 0, 1 + (int) (position % buffer.length));
                for (int i = 0; i < count; i++) {
                    assertEquals(patternAt(position++), buffer[i]);
                }
                assertTrue(count > 0, "the stream ended early");
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
