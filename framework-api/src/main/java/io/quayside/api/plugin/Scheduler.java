package io.quayside.api.plugin;

import io.quayside.api.Stable;
import java.time.Duration;

/**
 * Timers; implemented by the framework, called from any thread. Tasks run on workers, and end with the plugin. A task that
 * throws is logged; one that repeats goes on. Session state is touched through
 * {@link io.quayside.api.session.Session#execute}.
 *
 * @since 0.1
 */
@Stable
public interface Scheduler {
    /** Runs a task once, after a delay. */
    Timer after(Duration delay, Runnable task);

    /** Runs a task again and again, the first time after one period, never overlapping with itself. */
    Timer every(Duration period, Runnable task);

    /** A task that is scheduled. */
    interface Timer {
        /** Keeps the task from running any more; a run under way goes on. From any thread, any number of times. */
        void cancel();
    }
}
