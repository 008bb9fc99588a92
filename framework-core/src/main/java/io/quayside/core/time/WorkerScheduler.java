package io.quayside.core.time;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Internal;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.transport.Transport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One plugin's timers: waits on the timer thread, runs on the transport's workers, ends with the plugin (G2).
 *
 * @since 0.1
 */
@Internal
public final class WorkerScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOG = System.getLogger(WorkerScheduler.class.getName());
    private static final int LONGEST_WAIT_SECONDS = 10;

    private final Scheduler clock;
    private final Transport workers;
    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

    /** Each run is a party, and so is whoever closes. */
    private final Phaser underWay = new Phaser(1);

    private volatile boolean closed;

    /** Waits with the one, runs on the other. */
    public WorkerScheduler(Scheduler clock, Transport workers) {
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Entry entry = new Entry(requireNonNull(task, "task"), false);
        return started(entry, clock.after(delay, entry::due));
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        Entry entry = new Entry(requireNonNull(task, "task"), true);
        return started(entry, clock.every(period, entry::due));
    }

    /** Cancels every timer and waits for runs under way, for a while; none starts after this returns. */
    @Override
    public void close() {
        closed = true;
        entries.forEach(Entry::cancel);
        try {
            int phase = underWay.arriveAndDeregister();
            underWay.awaitAdvanceInterruptibly(phase, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.log(
                    Level.WARNING,
                    "a plugin's timer still runs " + LONGEST_WAIT_SECONDS + " seconds after its stop",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Timer started(Entry entry, Timer timer) {
        entry.timer = timer;
        if (!entry.over.get()) {
            entries.add(entry);
        }
        if (closed || entry.over.get()) {
            entry.cancel();
        }
        return entry;
    }

    /** One timer. {@code running} keeps a repeated task from overlapping with itself; {@code over} is set once. */
    private final class Entry implements Timer {
        private final Runnable task;
        private final boolean repeats;
        private final AtomicBoolean running = new AtomicBoolean();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Timer timer;

        Entry(Runnable task, boolean repeats) {
            this.task = task;
            this.repeats = repeats;
        }

        @Override
        public void cancel() {
            over.set(true);
            entries.remove(this);
            Timer waiting = timer;
            if (waiting != null) {
                waiting.cancel();
            }
        }

        void due() {
            if (over.get() || !running.compareAndSet(false, true)) {
                return;
            }
            if (!workers.post(this::run)) {
                cancel();
            }
        }

        private void run() {
            underWay.register();
            try {
                runUnlessClosed();
            } finally {
                underWay.arriveAndDeregister();
            }
        }

        private void runUnlessClosed() {
            boolean mine = repeats ? !over.get() : over.compareAndSet(false, true);
            if (!repeats) {
                entries.remove(this);
            }
            try {
                if (mine && !closed) {
                    task.run();
                }
            } catch (Throwable t) {
                LOG.log(Level.ERROR, "a timer's task threw", t);
            } finally {
                running.set(false);
            }
        }
    }
}
