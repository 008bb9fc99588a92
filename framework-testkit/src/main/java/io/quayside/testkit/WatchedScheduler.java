package io.quayside.testkit;

import io.quayside.api.plugin.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a plugin's timers throw is a failure; that one of them runs after the plugin's stop is a leak. */
final class WatchedScheduler implements Scheduler {
    private final Scheduler scheduler;
    private final Failures failures;
    private final List<String> afterStop = new ArrayList<>();
    private boolean stopped;

    WatchedScheduler(Scheduler scheduler, Failures failures) {
        this.scheduler = scheduler;
        this.failures = failures;
    }

    /** The plugin is stopped: from now on nothing of it should run. */
    void stop() {
        stopped = true;
    }

    /** The timers that ran after the stop. */
    List<String> afterStop() {
        return afterStop;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return scheduler.after(delay, watched("after " + delay, task));
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return scheduler.every(period, watched("every " + period, task));
    }

    private Runnable watched(String when, Runnable task) {
        return () -> {
            if (stopped) {
                afterStop.add("a timer (" + when + ") ran after the plugin's stop: " + task);
            }
            try {
                task.run();
            } catch (Throwable t) {
                failures.add("a timer (" + when + ") threw", null, t);
                throw t;
            }
        };
    }
}
