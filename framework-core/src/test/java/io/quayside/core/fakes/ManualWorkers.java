package io.quayside.core.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * No worker at all: what was posted waits until the test says {@link #run}, and runs on the test's thread. So a test decides
 * what happens when, and everything it does happens the same way again.
 *
 * <p>With a seed, what runs next is drawn from all that waits, so that every seed is another interleaving of what different
 * lanes do; without one, the first posted is the first to run. Any thread may post.
 */
public final class ManualWorkers implements Workers, Executor {
    private final List<Runnable> waiting = new ArrayList<>();
    private final @Nullable Random order;

    /** First come, first served. */
    public ManualWorkers() {
        this.order = null;
    }

    /** In an order drawn from a seed. */
    public ManualWorkers(long seed) {
        this.order = new Random(seed);
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public void post(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
        }
    }

    @Override
    public void execute(Runnable task) {
        post(task);
    }

    /** Runs what waits, and what comes of it, until nothing is left; says how many that were. */
    public int run() {
        int count = 0;
        while (runOne()) {
            count++;
        }
        return count;
    }

    /** Runs one of what waits; false when nothing does. */
    public boolean runOne() {
        Runnable next = next();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /** How many wait. */
    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    @Override
    public void close() {
        run();
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return null;
            }
            return waiting.remove(order == null ? 0 : order.nextInt(waiting.size()));
        }
    }
}
