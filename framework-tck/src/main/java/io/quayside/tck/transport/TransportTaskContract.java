package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.transport.Transport;
import io.quayside.tck.Promise;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds for posted tasks: T11.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportTaskContract extends TransportRules {
    /** For subclasses. */
    protected TransportTaskContract() {}

    @Test
    @Promise("a task runs once, on a worker and not within the post")
    void t11_aTaskRunsOnAWorkerOnce() {
        AtomicReference<@Nullable Thread> ran = new AtomicReference<>();
        AtomicInteger times = new AtomicInteger();
        assertTrue(
                transport.post(() -> {
                    times.incrementAndGet();
                    ran.set(Thread.currentThread());
                }),
                "the task was refused");
        if (!can(Capability.THREADS)) {
            assertEquals(0, times.get(), "tasks that ran within the post");
        }
        await("the task to run", () -> ran.get() != null);
        if (can(Capability.THREADS)) {
            assertNotSame(Thread.currentThread(), ran.get(), "it ran on the poster's thread");
        }
        transport.close();
        assertEquals(1, times.get(), "how often it ran");
    }

    @Test
    @Promise("a task that a worker posts does not run within the post")
    void t11_aTaskPostedByAWorkerDoesNotRunWithinThePost() {
        for (int i = 0; i < many(200); i++) {
            AtomicReference<@Nullable Boolean> within = new AtomicReference<>();
            assertTrue(
                    transport.post(() -> {
                        Thread poster = Thread.currentThread();
                        AtomicBoolean posting = new AtomicBoolean(true);
                        transport.post(() -> within.set(posting.get() && Thread.currentThread() == poster));
                        posting.set(false);
                    }),
                    "the task was refused");
            await("the task of the task to run", () -> within.get() != null);
            assertEquals(false, within.get(), "whether it ran within the post");
        }
    }

    @Test
    @Promise("a worker that is blocked stops neither the tasks of others nor connections")
    @Needs(Capability.THREADS)
    void t11_aBlockedWorkerStopsNeitherTasksNorConnections() throws IOException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        assertTrue(
                transport.post(() -> {
                    blocked.countDown();
                    block(release);
                }),
                "the task was refused");
        await("the blocking task to run", blocked);
        try {
            CountDownLatch others = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                assertTrue(transport.post(others::countDown), "a task was refused");
            }
            await("the other tasks to run", others);
            for (int i = 0; i < 10; i++) {
                RemotePeer peer = peer();
                start(accepted.next(), Echo::new).begin();
                peer.write(pattern(i, 100));
                assertArrayEquals(pattern(i, 100), peer.read(100), "the echo");
            }
        } finally {
            release.countDown();
        }
    }

    @Test
    @Promise("a task that throws leaves the workers alive")
    void t11_aTaskThatThrowsLeavesTheWorkersAlive() {
        for (int i = 0; i < 8; i++) {
            transport.post(() -> {
                throw new IllegalStateException("thrown on purpose");
            });
            transport.post(() -> {
                throw new AssertionError("thrown on purpose");
            });
        }
        CyclicBarrier bothWorkers = new CyclicBarrier(2);
        CountDownLatch met = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            boolean posted = transport.post(() -> {
                if (can(Capability.THREADS)) {
                    meet(bothWorkers);
                }
                met.countDown();
            });
            assertTrue(posted, "a task was refused");
        }
        await("both workers to run tasks", met);
    }

    @Test
    @Promise("many tasks all run, once each")
    void t11_allTasksRun() {
        int tasks = many(20_000);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < tasks; i++) {
            assertTrue(transport.post(ran::incrementAndGet), "a task was refused");
        }
        await("all tasks to run", () -> ran.get() >= tasks);
        transport.close();
        assertEquals(tasks, ran.get(), "tasks that ran");
    }

    @Test
    @Promise("tasks of many threads all run, once each")
    @Needs(Capability.THREADS)
    void t11_tasksFromManyThreadsAllRun() {
        int each = many(20_000);
        AtomicInteger ran = new AtomicInteger();
        ExecutorService posters = Executors.newFixedThreadPool(4);
        try {
            for (int p = 0; p < 4; p++) {
                posters.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        transport.post(ran::incrementAndGet);
                    }
                });
            }
            await("all tasks to run", () -> ran.get() >= 4 * each);
        } finally {
            posters.shutdown();
        }
        transport.close();
        assertEquals(4 * each, ran.get(), "tasks that ran");
    }

    @Test
    @Promise("a closed transport refuses tasks and does not run them")
    void t11_aClosedTransportRefusesTasks() {
        transport.close();
        AtomicBoolean ran = new AtomicBoolean();
        assertFalse(transport.post(() -> ran.set(true)), "a task was taken");
        assertFalse(ran.get(), "the refused task ran");
    }

    @Test
    @Promise("what was taken before the close has run when the close returns")
    void t11_whatWasTakenBeforeTheCloseRuns() {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            assertTrue(transport.post(ran::incrementAndGet), "a task was refused");
        }
        transport.close();
        assertEquals(100, ran.get(), "tasks that ran, of 100 taken");
    }

    @Test
    @Promise("a task posted just when the transport closes runs if it was taken, and doesn't if it was refused")
    @Needs(Capability.THREADS)
    void t11_whatIsTakenRunsAndWhatIsRefusedDoesNotWhenClosingMeanwhile() {
        ExecutorService posters = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < many(30); round++) {
                postWhileClosing(posters);
            }
        } finally {
            posters.shutdownNow();
        }
    }

    private void postWhileClosing(ExecutorService posters) {
        Transport closing = harness.open(Settings.of(Map.of("workers", 2)));
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(4);
        CountDownLatch done = new CountDownLatch(3);
        for (int p = 0; p < 3; p++) {
            posters.execute(() -> {
                meet(together);
                while (closing.post(ran::incrementAndGet)) {
                    taken.incrementAndGet();
                }
                done.countDown();
            });
        }
        meet(together);
        await("tasks to run", () -> ran.get() >= 50);
        closing.close();
        await("the posters to be refused", done);
        assertEquals(taken.get(), ran.get(), "tasks that ran, and tasks that were taken");
    }
}
