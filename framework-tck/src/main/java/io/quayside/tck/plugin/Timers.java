package io.quayside.tck.plugin;

import io.quayside.api.plugin.Scheduler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers the timers that were not cancelled; never runs one, or refuses them all. */
final class Timers implements Scheduler {
    private final Set<Scheduled> live = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;

    private final class Scheduled implements Timer {
        private final String what;

        Scheduled(String what) {
            this.what = what;
        }

        @Override
        public void cancel() {
            live.remove(this);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /** From now on, every timer is refused by a throw. */
    void refuse() {
        refusing = true;
    }

    Set<Scheduled> live() {
        return live;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return add(task + " after " + delay);
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return add(task + " every " + period);
    }

    private Timer add(String what) {
        if (refusing) {
            throw new IllegalStateException("refused on purpose: " + what);
        }
        Scheduled made = new Scheduled(what);
        live.add(made);
        return made;
    }
}
