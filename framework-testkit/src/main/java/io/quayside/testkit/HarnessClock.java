package io.quayside.testkit;

import static java.util.Objects.requireNonNull;

import io.quayside.api.plugin.Scheduler;
import io.quayside.transport.simulated.SimulatedNetwork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The network's timers, for a plugin. The network counts timers that repeat as nothing to wait for: here, those that run once
 * are of that kind too, so that it comes to rest while they wait, and time passes only when the test says so.
 */
final class HarnessClock implements Scheduler {
    private final SimulatedNetwork network;

    HarnessClock(SimulatedNetwork network) {
        this.network = network;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        if (delay.isNegative() || delay.isZero()) {
            return network.scheduler().after(delay, task);
        }
        Once once = new Once(task);
        Timer timer = network.scheduler().every(delay, once);
        once.timer = timer;
        return timer;
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return network.scheduler().every(period, task);
    }

    /** A task of a timer that would repeat. */
    private static final class Once implements Runnable {
        private final Runnable task;
        private @Nullable Timer timer;

        Once(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            requireNonNull(timer).cancel();
            task.run();
        }
    }
}
