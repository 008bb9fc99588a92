package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.transport.laws.Event.Kind;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for the end of a connection: T1, T2, T5 and T7. */
public abstract class ClosingLaws extends TransportLaws {

    @Test
    void t1_closeFailsWhatIsPostedInEachDirection() throws IOException {
        try (Peer peer = Peer.connect(listener.address(), 8 << 10)) {
            Recorder recorder = started();
            assertTrue(recorder.receive(8));
            assertTrue(recorder.receive(8));
            assertTrue(recorder.send(new byte[32 << 20], new byte[3]));
            peer.read(1);
            recorder.connection().close();
            assertNull(recorder.awaitClosed().cause());
            List<Kind> kinds = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                kinds.add(recorder.next().kind());
            }
            assertEquals(2, kinds.stream().filter(Kind.FAILED_RECEIVE::equals).count());
            assertEquals(2, kinds.stream().filter(Kind.FAILED_SEND::equals).count());
            assertEquals(Kind.CLOSED, kinds.get(4));
            recorder.assertQuiet();
        }
    }

    @Test
    void t2_closedComesOnceWhenNothingIsPosted() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            for (int i = 0; i < 3; i++) {
                recorder.connection().close();
                recorder.connection().abort();
            }
            Event closed = recorder.next(Kind.CLOSED);
            assertNull(closed.cause());
            assertNotSame(Thread.currentThread(), closed.thread());
            assertEquals(-1, peer.input().read());
            recorder.assertQuiet();
        }
    }

    @Test
    void t2_closedComesAfterTheCallbackThatClosedHasReturned() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started((connection, pool) -> new Recorder(connection, pool) {
                @Override
                protected void onReceived(IoContext context, byte[] bytes) {
                    connection().close();
                    context.release();
                    assertFalse(receive(8));
                    assertFalse(send(new byte[1]));
                    yieldToOthers();
                    assertFalse(isClosed());
                }
            });
            assertTrue(recorder.receive(8));
            assertTrue(recorder.receive(8));
            peer.write(new byte[] {1});
            recorder.next(Kind.RECEIVED);
            recorder.next(Kind.FAILED_RECEIVE);
            assertNull(recorder.next(Kind.CLOSED).cause());
        }
    }

    /** Gives the other worker every chance to call back too early. */
    private void yieldToOthers() {
        CountDownLatch others = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            transport.post(others::countDown);
        }
        await(others);
    }

    @Test
    void t2_aConnectionClosedBeforeItsStartIsToldOnAWorker() throws IOException {
        try (Peer peer = peer()) {
            Connection connection = accepted.next();
            connection.close();
            assertEquals(-1, peer.input().read());
            Recorder recorder = start(connection, Recorder::new);
            assertFalse(recorder.receive(8));
            Event closed = recorder.next(Kind.CLOSED);
            assertNull(closed.cause());
            assertNotSame(Thread.currentThread(), closed.thread());
        }
    }

    @Test
    void t2_closingAndStartingAtOnceIsToldOnce() throws Exception {
        ExecutorService closers = Executors.newFixedThreadPool(1);
        for (int i = 0; i < 200; i++) {
            try (Peer peer = peer()) {
                Connection connection = accepted.next();
                CyclicBarrier together = new CyclicBarrier(2);
                var closing = closers.submit(() -> {
                    meet(together);
                    connection.close();
                });
                meet(together);
                Recorder recorder = start(connection, Recorder::new);
                recorder.next(Kind.CLOSED);
                closing.get();
                assertEquals(-1, peer.input().read());
                recorder.assertQuiet();
            }
        }
        closers.shutdown();
    }

    /** One thread is told from within the callback, and closes while the callback is returning. */
    @Test
    void t2_closingJustWhenACallbackReturnsIsToldOnce() throws IOException {
        AtomicReference<@Nullable Connection> toClose = new AtomicReference<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            while (!over.get()) {
                Connection connection = toClose.getAndSet(null);
                if (connection != null) {
                    connection.close();
                }
            }
        });
        closer.start();
        for (int i = 0; i < 400; i++) {
            int pause = i % 100;
            try (Peer peer = peer()) {
                Recorder recorder = started((connection, pool) -> new Recorder(connection, pool) {
                    @Override
                    protected void onReceived(IoContext context, byte[] bytes) {
                        context.release();
                        toClose.set(connection);
                        for (int spin = 0; spin < pause; spin++) {
                            Thread.onSpinWait();
                        }
                    }
                });
                assertTrue(recorder.receive(8));
                peer.write(new byte[1]);
                recorder.next(Kind.RECEIVED);
                recorder.next(Kind.CLOSED);
            }
        }
        over.set(true);
    }

    @Test
    void t5_closingFromManyThreadsWhileTrafficFlowsCompletesEachContextOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 40; round++) {
            Peer peer = peer();
            Echo echo = started(Echo::new);
            for (int i = 0; i < 4; i++) {
                echo.begin();
            }
            CyclicBarrier together = new CyclicBarrier(8);
            CountDownLatch flowing = new CountDownLatch(1);
            threads.execute(() -> converse(peer, flowing));
            await(flowing);
            for (int i = 0; i < 7; i++) {
                boolean abort = i % 3 == 0;
                threads.execute(() -> {
                    meet(together);
                    if (abort) {
                        echo.connection().abort();
                    } else {
                        echo.connection().close();
                    }
                });
            }
            meet(together);
            assertNull(echo.awaitClosed().cause());
            peer.close();
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
    }

    private static void converse(Peer peer, CountDownLatch flowing) {
        try {
            while (true) {
                peer.write(new byte[100]);
                peer.read(100);
                flowing.countDown();
            }
        } catch (IOException e) {
            flowing.countDown(); // the other side has closed, as the test wants
        }
    }

    @Test
    void t5_abortEndsThePeersStream() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            assertTrue(recorder.receive(8));
            recorder.connection().abort();
            assertTrue(endsOrIsReset(peer));
            recorder.next(Kind.FAILED_RECEIVE);
            assertNull(recorder.next(Kind.CLOSED).cause());
        }
    }

    private static boolean endsOrIsReset(Peer peer) throws IOException {
        try {
            return peer.input().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void addressesAreKnownAfterTheClose() throws IOException {
        try (Peer peer = peer()) {
            Connection connection = accepted.next();
            connection.close();
            assertEquals(peer.address(), connection.remoteAddress());
            assertEquals(listener.address(), connection.localAddress());
        }
    }

    @Test
    void t7_anyCallbackMayCallAnyMethod() throws IOException {
        try (Peer one = peer();
                Peer two = peer()) {
            AtomicReference<@Nullable Recorder> other = new AtomicReference<>();
            Recorder first = started((connection, pool) -> new Recorder(connection, pool) {
                @Override
                protected void onReceived(IoContext context, byte[] bytes) {
                    context.release();
                    send(bytes, bytes);
                    receive(64);
                    Recorder neighbour = other.get();
                    assertNotNull(neighbour);
                    neighbour.send(bytes);
                    neighbour.connection().shutdownOutput();
                    connection().shutdownOutput();
                    listener.close();
                    transport.post(() -> connection().close());
                }
            });
            Recorder second = started();
            other.set(second);
            assertTrue(first.receive(64));
            one.write(new byte[] {5});
            two.write(new byte[] {6});
            boolean swapped = first.connection().remoteAddress().equals(two.address());
            assertArrayEquals(swapped ? new byte[] {6, 6} : new byte[] {5, 5}, (swapped ? two : one).read(2));
            assertArrayEquals(swapped ? new byte[] {6} : new byte[] {5}, (swapped ? one : two).read(1));
            assertEquals(-1, one.input().read());
            assertEquals(-1, two.input().read());
            assertNull(first.awaitClosed().cause());
            assertSame(second.connection(), other.get().connection());
        }
    }
}
