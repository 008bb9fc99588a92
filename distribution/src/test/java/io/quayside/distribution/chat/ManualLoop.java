package io.quayside.distribution.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** A loop that runs tasks on the test's thread, at once, with a time that the test moves on. */
final class ManualLoop implements Loop {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Timer> timers = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private boolean running;

    @Override
    public void run(Runnable task) {
        tasks.add(task);
        if (running) {
            return;
        }
        running = true;
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        running = false;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timers.add(new Timer(now.plus(delay), task));
    }

    /** Lets time go by, with what is due in it. */
    void advance(Duration time) {
        Duration end = now.plus(time);
        while (true) {
            Timer next = timers.stream()
                    .filter(timer -> timer.due().compareTo(end) <= 0)
                    .min(Comparator.comparing(Timer::due))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            timers.remove(next);
            now = next.due();
            run(next.task());
        }
    }

    private record Timer(Duration due, Runnable task) {}
}
