package io.quayside.tck.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.tck.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What several threads see at once: P2, P3 and P6. It races; a model checker sees more.
 *
 * @since 0.1
 */
@Stable
public abstract class PoolContentionContract extends PoolRules {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;

    /** For subclasses. */
    protected PoolContentionContract() {}

    /** What one thread does; it has a number. */
    private interface Work {
        void run(int number) throws Exception;
    }

    private void together(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int number = t;
                running.add(threads.submit(() -> {
                    start.await(patience().toMillis(), TimeUnit.MILLISECONDS);
                    work.run(number);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(2 * patience().toMillis(), TimeUnit.MILLISECONDS); // they say better what doesn't happen
            }
        } catch (TimeoutException e) {
            throw new AssertionError("one of " + THREADS + " threads doesn't come to its end", e);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Promise("of several threads that release one lease, one does and the others are refused")
    void p2_ofSeveralReleasesOfALeaseOneCounts() throws Exception {
        CyclicBarrier round = new CyclicBarrier(THREADS);
        IoContext[] shared = new IoContext[1];
        AtomicInteger released = new AtomicInteger();
        int rounds = 500;
        together(number -> {
            for (int i = 0; i < rounds; i++) {
                if (number == 0) {
                    shared[0] = acquire(1);
                }
                round.await(patience().toMillis(), TimeUnit.MILLISECONDS);
                try {
                    shared[0].release();
                    released.incrementAndGet();
                } catch (IllegalStateException e) {
                    // refused, as three of four are
                }
                round.await(patience().toMillis(), TimeUnit.MILLISECONDS);
            }
        });
        assertEquals(rounds, released.get(), "releases that were taken, of one lease in each round");
        assertEquals(0, pool.statistics().inUse(), "contexts in use");
    }

    @Test
    @Promise("after a storm of leases everything is back")
    void p3_afterAStormEverythingIsBack() throws Exception {
        int all = takeAllAndRelease();
        together(number -> {
            Random random = new Random(number);
            Deque<IoContext> held = new ArrayDeque<>();
            for (int i = 0; i < ROUNDS; i++) {
                IoContext context =
                        random.nextBoolean() ? pool.acquire(1 + random.nextInt(pool.largestContext())) : null;
                if (context != null) {
                    context.used(0);
                    held.add(context);
                } else if (!held.isEmpty()) {
                    held.remove().release();
                }
            }
            held.forEach(IoContext::release);
        });
        assertEquals(0, pool.statistics().inUse(), "contexts in use");
        assertEquals(all, takeAllAndRelease(), "contexts that can be acquired, before and after the storm");
    }

    private int takeAllAndRelease() {
        List<IoContext> all = takeAll();
        all.forEach(IoContext::release);
        return all.size();
    }

    @Test
    @Promise("no context is given to two threads at once")
    void p6_noContextIsGivenToTwoThreadsAtOnce() throws Exception {
        AtomicInteger twice = new AtomicInteger();
        together(number -> {
            String me = "thread " + number;
            for (int i = 0; i < ROUNDS; i++) {
                IoContext context = pool.acquire(1);
                if (context == null) {
                    continue;
                }
                context.used(0);
                if (context.owner() != null) {
                    twice.incrementAndGet();
                }
                context.owner(me);
                if (i % 64 == 0) {
                    letOthersCome();
                }
                if (context.owner() != me) {
                    twice.incrementAndGet();
                }
                context.release();
            }
        });
        assertEquals(0, twice.get(), "contexts that somebody else had too");
    }

    /** So that they come while a context is held, though there may be fewer cores than threads. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: the rule sees less without
    private static void letOthersCome() {
        Thread.yield();
    }

    @Test
    @Promise("a pool is never called exhausted while fewer are held than there are")
    void p6_aPoolIsNotCalledExhaustedWhileSomeAreFree() throws Exception {
        int each = Math.min(8, pool.statistics().limit() / THREADS);
        AtomicInteger exhausted = new AtomicInteger();
        together(number -> {
            Deque<IoContext> held = new ArrayDeque<>();
            for (int i = 0; i < ROUNDS; i++) {
                IoContext context = pool.acquire(0);
                if (context == null) {
                    exhausted.incrementAndGet();
                } else {
                    context.used(0);
                    held.add(context);
                }
                if (held.size() == each) {
                    held.forEach(IoContext::release);
                    held.clear();
                }
            }
            held.forEach(IoContext::release);
        });
        assertEquals(0, exhausted.get(), "how often nothing was given");
    }

    @Test
    @Promise("whoever waits is told, also when contexts are released just then")
    void p6_noWakeUpIsLost() throws Exception {
        List<IoContext> all = takeAll();
        all.remove(all.size() - 1).release(); // one is left for all threads
        together(number -> {
            for (int i = 0; i < ROUNDS / 10; i++) {
                IoContext context = acquireWaiting();
                for (int spin = 0; spin < 100; spin++) {
                    Thread.onSpinWait(); // so that the others have to wait
                }
                context.release();
            }
        });
        all.forEach(IoContext::release);
    }

    private IoContext acquireWaiting() throws InterruptedException {
        for (@Nullable IoContext context = pool.acquire(1); ; context = pool.acquire(1)) {
            if (context != null) {
                context.used(0);
                return context;
            }
            CountDownLatch told = new CountDownLatch(1);
            pool.whenAvailable(1, () -> {
                told.countDown();
                return true;
            });
            if (!told.await(patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody told a thread that waits, and all the others have ended or wait too");
            }
        }
    }
}
