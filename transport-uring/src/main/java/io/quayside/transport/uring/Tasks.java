package io.quayside.transport.uring;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that any worker may run: whichever comes by first, so that a worker that is blocked holds none of them up (T11).
 *
 * <p>A worker with connections leaves a task that is the only one to a worker without any, if there is such a one that is
 * asleep or has just woken up. If the task turns out to block, it then blocks nobody's connections; and if that other
 * worker is blocked by something else, this one takes the task after all, a moment later.
 *
 * <p><b>Concurrency.</b> Whoever adds a task looks for a sleeping worker afterwards, and a worker that goes to sleep looks
 * for tasks afterwards: one of the two sees the other.
 */
final class Tasks {
    /** How long a worker that has woken up is trusted to take a task. */
    private static final long TRUST_NANOS = 10_000_000;

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile List<Worker> workers = List.of();

    /** Who may run tasks; said before the first of them starts. */
    void workers(List<Worker> all) {
        workers = all;
    }

    /** Adds a task, and wakes somebody for it; from any thread. */
    void add(Runnable task) {
        waiting.incrementAndGet();
        queue.add(task);
        boolean seenAsleep = true;
        while (seenAsleep) {
            Worker sleeper = leastLoadedSleeper();
            seenAsleep =
                    sleeper != null && !sleeper.bell().wake(); // another was faster, and may have woken it for his own
        }
    }

    private @Nullable Worker leastLoadedSleeper() {
        Worker best = null;
        for (Worker worker : workers) {
            if (worker.bell().isAsleep() && (best == null || worker.load() < best.load())) {
                best = worker;
            }
        }
        return best;
    }

    /** Runs tasks, so many at the most; a worker's. */
    void run(Worker me, int most) {
        for (int i = 0; i < most && !queue.isEmpty() && !leavesIt(me); i++) {
            Runnable task = queue.poll();
            if (task == null) {
                return;
            }
            waiting.decrementAndGet();
            if (me.load() == 0) {
                me.bell().begins();
            }
            me.transport().runOwed(task);
        }
    }

    /** How long a worker may sleep for all that is here: 0 when there is something for it, most when there is nothing. */
    long nanosToWait(Worker me) {
        if (queue.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return leavesIt(me) ? TRUST_NANOS : 0;
    }

    private boolean leavesIt(Worker me) {
        if (waiting.get() != 1 || me.load() == 0) {
            return false;
        }
        for (Worker other : workers) {
            if (other != me && other.load() == 0) {
                if (other.bell().wake() || other.bell().hasBegunWithin(TRUST_NANOS)) {
                    return true;
                }
            }
        }
        return false;
    }
}
