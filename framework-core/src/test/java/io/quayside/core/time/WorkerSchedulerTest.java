package io.quayside.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.plugin.Scheduler;
import io.quayside.core.fakes.ManualWorkers;
import io.quayside.core.fakes.TestTransport;
import io.quayside.core.fakes.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerSchedulerTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final TestClock clock = new TestClock();
    private final ManualWorkers workers = new ManualWorkers();
    private final TestTransport transport = TestTransport.on(workers);
    private final WorkerScheduler scheduler = new WorkerScheduler(clock, transport);
    private final List<String> ran = new ArrayList<>();

    /** Timers that are due when the test says so. */
    private static final class TestClock implements Scheduler {
        final List<Runnable> once = new CopyOnWriteArrayList<>();
        final List<Runnable> repeated = new CopyOnWriteArrayList<>();

        @Override
        public Timer after(Duration delay, Runnable task) {
            once.add(task);
            return () -> once.remove(task);
        }

        @Override
        public Timer every(Duration period, Runnable task) {
            repeated.add(task);
            return () -> repeated.remove(task);
        }

        void tick() {
            List<Runnable> due = List.copyOf(once);
            once.removeAll(due);
            due.forEach(Runnable::run);
            repeated.forEach(Runnable::run);
        }

        int set() {
            return once.size() + repeated.size();
        }
    }

    @AfterEach
    void nothingThrew() {
        assertEquals(List.of(), transport.violations());
    }

    @Test
    void runsOnAWorkerNotOnTheClock() {
        scheduler.after(SOON, () -> ran.add("once"));
        clock.tick();
        assertEquals(List.of(), ran);
        workers.run();
        assertEquals(List.of("once"), ran);
        clock.tick();
        workers.run();
        assertEquals(List.of("once"), ran);
    }

    @Test
    void repeats() {
        scheduler.every(SOON, () -> ran.add("again"));
        for (int i = 0; i < 3; i++) {
            clock.tick();
            workers.run();
        }
        assertEquals(List.of("again", "again", "again"), ran);
    }

    @Test
    void aRepeatedTaskNeverOverlapsWithItself() {
        AtomicInteger depth = new AtomicInteger();
        scheduler.every(SOON, () -> {
            assertEquals(1, depth.incrementAndGet());
            clock.tick();
            clock.tick();
            workers.run();
            depth.decrementAndGet();
            ran.add("run");
        });
        clock.tick();
        clock.tick();
        workers.run();
        assertEquals(List.of("run"), ran, "what came due meanwhile is left out");
    }

    @Test
    void oneThatThrowsGoesOn() {
        scheduler.every(SOON, () -> {
            ran.add("threw");
            throw new IllegalStateException("a bug");
        });
        clock.tick();
        workers.run();
        clock.tick();
        workers.run();
        assertEquals(List.of("threw", "threw"), ran);
    }

    @Test
    void whatIsCancelledDoesNotRunThoughItWasDueAlready() {
        Scheduler.Timer once = scheduler.after(SOON, () -> ran.add("once"));
        Scheduler.Timer repeated = scheduler.every(SOON, () -> ran.add("repeated"));
        clock.tick();
        once.cancel();
        repeated.cancel();
        repeated.cancel();
        workers.run();
        clock.tick();
        workers.run();
        assertEquals(List.of(), ran);
        assertEquals(0, clock.set());
    }

    @Test
    void aTaskMayCancelItself() {
        List<Scheduler.Timer> self = new ArrayList<>();
        self.add(scheduler.every(SOON, () -> {
            ran.add("last");
            self.get(0).cancel();
        }));
        clock.tick();
        workers.run();
        clock.tick();
        workers.run();
        assertEquals(List.of("last"), ran);
    }

    @Test
    void allEndWithThePlugin() {
        scheduler.after(SOON, () -> ran.add("once"));
        scheduler.every(SOON, () -> ran.add("repeated"));
        scheduler.close();
        assertEquals(0, clock.set());
        clock.tick();
        workers.run();
        assertEquals(List.of(), ran);
    }

    @Test
    void whatIsSetAfterTheEndNeverRuns() {
        scheduler.close();
        scheduler.after(SOON, () -> ran.add("once"));
        scheduler.every(SOON, () -> ran.add("repeated"));
        assertEquals(0, clock.set());
        clock.tick();
        workers.run();
        assertEquals(List.of(), ran);
    }

    @Test
    void whatWaitsForAWorkerAtTheEndNeverRuns() {
        scheduler.after(SOON, () -> ran.add("once"));
        scheduler.every(SOON, () -> ran.add("repeated"));
        clock.tick();
        scheduler.close();
        workers.run();
        assertEquals(List.of(), ran);
    }

    @Test
    void aTransportThatIsClosedEndsTheTimer() {
        scheduler.every(SOON, () -> ran.add("repeated"));
        transport.refusesTasks();
        clock.tick();
        assertEquals(0, clock.set());
    }

    @Test
    void aMissingTaskIsRefused() {
        assertThrows(NullPointerException.class, () -> scheduler.after(SOON, null));
        assertThrows(NullPointerException.class, () -> scheduler.every(SOON, null));
        assertEquals(0, clock.set());
    }

    @Test
    void noTaskRunsOnceTheCloseHasReturned() throws Exception {
        for (int repeat = 0; repeat < 200; repeat++) {
            TestClock ticking = new TestClock();
            ManualWorkers own = new ManualWorkers();
            WorkerScheduler ending = new WorkerScheduler(ticking, TestTransport.on(own));
            AtomicBoolean ended = new AtomicBoolean();
            AtomicInteger late = new AtomicInteger();
            ending.every(SOON, () -> {
                boolean before = ended.get();
                for (int i = 0; i < 50; i++) {
                    Thread.onSpinWait();
                }
                if (before || ended.get()) {
                    late.incrementAndGet();
                }
            });
            Together.run(2, thread -> {
                if (thread == 0) {
                    ending.close();
                    ended.set(true);
                } else {
                    for (int i = 0; i < 20; i++) {
                        ticking.tick();
                        own.run();
                    }
                }
            });
            assertEquals(0, late.get(), "tasks that ran when the plugin had ended");
        }
        assertTrue(ran.isEmpty());
    }
}
