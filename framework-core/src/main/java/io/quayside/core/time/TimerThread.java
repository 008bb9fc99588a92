package io.quayside.core.time;

import io.quayside.api.Internal;
import io.quayside.api.plugin.Scheduler;
import io.quayside.core.threads.OwnThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The server's one thread that waits for time to pass; tasks run on it and are short. {@link WorkerScheduler} hands a
 * plugin's tasks on to workers.
 *
 * @since 0.1
 */
@Internal
public final class TimerThread implements Scheduler, AutoCloseable {
    private static final Logger LOG = System.getLogger(TimerThread.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    /** Starts when the first timer is set. */
    public TimerThread(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> OwnThread.of(name, task));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            return timer(executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return ended(e);
        }
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        try {
            long nanos = Math.max(1, period.toNanos());
            return timer(executor.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return ended(e);
        }
    }

    /** Drops all timers and waits for a task under way, unless it is the caller. */
    @Override
    public void close() {
        executor.shutdownNow();
        boolean interrupted = false;
        while (!executor.isTerminated() && !interrupted) {
            try {
                if (executor.awaitTermination(10, TimeUnit.SECONDS)) {
                    return;
                }
                LOG.log(Level.WARNING, "a timer's task still runs 10 seconds after the stop");
            } catch (InterruptedException e) {
                interrupted = true;
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Timer timer(Future<?> future) {
        return () -> future.cancel(false);
    }

    private static Timer ended(RejectedExecutionException why) {
        LOG.log(Level.DEBUG, "a timer was set after the stop and will not run", why);
        return () -> {};
    }

    /** A repeated task that throws would end in silence otherwise. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable t) {
                LOG.log(Level.ERROR, "a timer's task threw", t);
            }
        };
    }
}
