package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.tck.Promise;
import io.quayside.tck.transport.Event.Kind;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds when several threads end a connection at once: T2 and T5, by racing them many times.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportConcurrencyContract extends TransportRules {
    /** For subclasses. */
    protected TransportConcurrencyContract() {}

    @Test
    @Promise("a connection that is closed just when it is started is told of it once")
    @Needs(Capability.THREADS)
    void t2_closingAndStartingAtOnceIsToldOnce() throws Exception {
        ExecutorService closers = Executors.newFixedThreadPool(1);
        try {
            for (int i = 0; i < many(200); i++) {
                RemotePeer peer = peer();
                Connection connection = accepted.next();
                CyclicBarrier together = new CyclicBarrier(2);
                Future<?> closing = closers.submit(() -> {
                    meet(together);
                    connection.close();
                });
                meet(together);
                Recorder recorder = start(connection, Recorder::new);
                recorder.next(Kind.CLOSED);
                closing.get(harness.patience().toMillis(), TimeUnit.MILLISECONDS);
                awaitEnd(peer);
                recorder.assertQuiet();
                peer.close();
            }
        } finally {
            closers.shutdownNow();
        }
    }

    /** One thread is told from within the callback, and closes while the callback is returning. */
    @Test
    @Promise("a close by another thread, just when a callback returns, is told once")
    @Needs(Capability.THREADS)
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
        try {
            for (int i = 0; i < many(400); i++) {
                int pause = i % 100;
                RemotePeer peer = peer();
                Recorder recorder = started((connection, bench) -> new Recorder(connection, bench) {
                    @Override
                    protected void onReceived(IoContext context, byte[] bytes) {
                        context.release();
                        toClose.set(connection);
                        for (int spin = 0; spin < pause; spin++) {
                            Thread.onSpinWait();
                        }
                    }
                });
                assertTrue(recorder.receive(8), "the receive was refused");
                peer.write(new byte[1]);
                recorder.next(Kind.RECEIVED);
                recorder.next(Kind.CLOSED);
                peer.close();
            }
        } finally {
            over.set(true);
        }
    }

    @Test
    @Promise("closing from many threads in the middle of traffic never blocks, and completes each context once")
    @Needs(Capability.THREADS)
    void t5_closingFromManyThreadsWhileTrafficFlowsCompletesEachContextOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < many(40); round++) {
                closeFromManyThreads(threads);
            }
        } finally {
            threads.shutdown();
        }
        await("the closing threads to end", threads::isTerminated);
    }

    private void closeFromManyThreads(ExecutorService threads) throws IOException {
        RemotePeer peer = peer();
        Echo echo = started(Echo::new);
        for (int i = 0; i < 4; i++) {
            echo.begin();
        }
        CyclicBarrier together = new CyclicBarrier(8);
        CountDownLatch flowing = new CountDownLatch(1);
        threads.execute(() -> converse(peer, flowing));
        await("the echo to come", flowing);
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
        assertNull(echo.awaitClosed().cause(), "the cause of closed, when this side closed");
        peer.close();
    }

    private static void converse(RemotePeer peer, CountDownLatch flowing) {
        try {
            while (true) {
                peer.write(new byte[100]);
                peer.read(100);
                flowing.countDown();
            }
        } catch (IOException e) {
            flowing.countDown(); // the other side has closed, as the rule wants
        }
    }
}
