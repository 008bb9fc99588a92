package io.quayside.transport.simulated;

import static java.util.Objects.requireNonNull;

import io.quayside.api.plugin.Scheduler;
import io.quayside.api.plugin.TimeSource;
import java.time.Duration;

/**
 * The network's clock, and timers that go by it: they are the network's events, and run on no worker. Safe for any number of
 * threads.
 */
final class VirtualTime implements TimeSource, Scheduler {
    /** Midnight of 1 January 2026, UTC. */
    private static final long BEGINNING_MILLIS = 1_767_225_600_000L;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Soon its nanoseconds pass the largest number, as System.nanoTime may on any machine. */
    private static final long BEGINNING_NANOS = Long.MAX_VALUE - 5_000 * NANOS_PER_MILLI;

    private final Simulation simulation;

    VirtualTime(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public long nanoTime() {
        return BEGINNING_NANOS + simulation.now();
    }

    @Override
    public long currentTimeMillis() {
        return BEGINNING_MILLIS + simulation.now() / NANOS_PER_MILLI;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return begun(new Entry(requireNonNull(task, "task"), Math.max(0, delay.toNanos()), false));
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return begun(new Entry(requireNonNull(task, "task"), Math.max(1, period.toNanos()), true));
    }

    private Timer begun(Entry entry) {
        synchronized (simulation.lock) {
            simulation.schedule(entry, entry.nanos);
        }
        return entry;
    }

    /** One timer. */
    private final class Entry extends Event implements Timer {
        private final Runnable task;
        private final long nanos;
        private final boolean repeats;
        private boolean cancelled;

        Entry(Runnable task, long nanos, boolean repeats) {
            this.task = task;
            this.nanos = nanos;
            this.repeats = repeats;
        }

        @Override
        public void cancel() {
            synchronized (simulation.lock) {
                cancelled = true;
                simulation.unschedule(this);
            }
        }

        @Override
        boolean isEndless() {
            return repeats;
        }

        @Override
        void happen() {
            simulation.guarded("timer", task);
            synchronized (simulation.lock) {
                if (repeats && !cancelled) {
                    simulation.schedule(this, nanos);
                }
            }
        }
    }
}
