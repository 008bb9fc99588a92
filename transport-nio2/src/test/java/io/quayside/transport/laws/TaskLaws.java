package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds for posted tasks: T11. */
public abstract class TaskLaws extends TransportLaws {

    @Test
    void t11_aTaskRunsOnAWorkerOnce() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        AtomicInteger times = new AtomicInteger();
        assertTrue(transport.post(() -> {
            times.incrementAndGet();
            ran.complete(Thread.currentThread());
        }));
        assertNotSame(Thread.currentThread(), ran.get(20, TimeUnit.SECONDS));
        transport.close();
        assertEquals(1, times.get());
    }

    @Test
    void t11_aTaskPostedByAWorkerDoesNotRunWithinThePost() throws Exception {
        for (int i = 0; i < 200; i++) {
            CompletableFuture<Boolean> within = new CompletableFuture<>();
            assertTrue(transport.post(() -> {
                Thread poster = Thread.currentThread();
                AtomicBoolean posting = new AtomicBoolean(true);
                transport.post(() -> within.complete(posting.get() && Thread.currentThread() == poster));
                posting.set(false);
            }));
            assertFalse(within.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void t11_aBlockedWorkerStopsNeitherTasksNorConnections() throws IOException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        assertTrue(transport.post(() -> {
            blocked.countDown();
            await(release);
        }));
        await(blocked);
        CountDownLatch others = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            assertTrue(transport.post(others::countDown));
        }
        await(others);
        for (int i = 0; i < 10; i++) {
            try (Peer peer = peer()) {
                start(accepted.next(), Echo::new).begin();
                peer.write(pattern(i, 100));
                assertArrayEquals(pattern(i, 100), peer.read(100));
            }
        }
        release.countDown();
    }

    @Test
    void t11_aTaskThatThrowsLeavesTheWorkersAlive() {
        for (int i = 0; i < 8; i++) {
            assertTrue(transport.post(() -> {
                throw new IllegalStateException("on purpose");
            }));
            assertTrue(transport.post(() -> {
                throw new AssertionError("on purpose");
            }));
        }
        CyclicBarrier bothWorkers = new CyclicBarrier(2);
        CountDownLatch met = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            transport.post(() -> {
                meet(bothWorkers);
                met.countDown();
            });
        }
        await(met);
    }

    @Test
    void t11_aClosedTransportRefusesTasks() {
        transport.close();
        assertFalse(transport.post(() -> {
            throw new AssertionError("it was refused, and ran");
        }));
    }

    @Test
    void t11_whatIsAcceptedRunsAndWhatIsRefusedDoesNotWhenClosingMeanwhile() throws Exception {
        ExecutorService posters = Executors.newFixedThreadPool(3);
        for (int round = 0; round < 30; round++) {
            Transport closing = provider().open(Settings.of(Map.of("workers", 2)));
            AtomicInteger taken = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            CyclicBarrier together = new CyclicBarrier(4);
            CountDownLatch done = new CountDownLatch(3);
            for (int p = 0; p < 3; p++) {
                posters.execute(() -> {
                    meet(together);
                    while (closing.post(() -> ran.incrementAndGet())) {
                        taken.incrementAndGet();
                    }
                    done.countDown();
                });
            }
            meet(together);
            while (ran.get() < 50) {
                Thread.onSpinWait();
            }
            closing.close();
            await(done);
            assertEquals(taken.get(), ran.get());
        }
        posters.shutdown();
    }

    @Test
    void tasksFromManyThreadsAllRun() throws Exception {
        int each = 20_000;
        CountDownLatch ran = new CountDownLatch(4 * each);
        ExecutorService posters = Executors.newFixedThreadPool(4);
        for (int p = 0; p < 4; p++) {
            posters.execute(() -> {
                for (int i = 0; i < each; i++) {
                    transport.post(ran::countDown);
                }
            });
        }
        await(ran);
        posters.shutdown();
    }
}
