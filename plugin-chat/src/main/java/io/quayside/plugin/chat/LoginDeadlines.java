package io.quayside.plugin.chat;

import io.quayside.api.plugin.Scheduler;
import io.quayside.api.plugin.Scheduler.Timer;
import io.quayside.api.plugin.TimeSource;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sessions that don't log in. They all have the same time for it, so the order in which they came is the order
 * in which they are due, and one timer that looks at the head of a queue does for all of them: a session costs two small
 * objects and no work for a timer, however many connect at once. A session that logs in or ends cancels its deadline,
 * which lets go of the session at once and leaves the queue when its time would have come.
 *
 * <p>Concurrency: started and cancelled from any thread; the timer never overlaps with itself and alone takes from the
 * queue. Two that come at the same moment may stand in either order, which delays one by at most a period of the timer.
 */
final class LoginDeadlines {
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(1);
    private static final int LOOKS_PER_TIMEOUT = 10;

    private final Duration timeout;
    private final TimeSource time;
    private final Consumer<ChatSession> overdue;
    private final Queue<Deadline> queue = new ConcurrentLinkedQueue<>();
    private @Nullable Timer timer;

    /**
     * Nothing runs before {@link #start}.
     *
     * @param timeout the time that each session has; zero for no end of it
     * @param time the clock
     * @param overdue told of each session whose time is up, on the timer's thread
     */
    LoginDeadlines(Duration timeout, TimeSource time, Consumer<ChatSession> overdue) {
        this.timeout = timeout;
        this.time = time;
        this.overdue = overdue;
    }

    /** Called once, before the first session. */
    void start(Scheduler scheduler) {
        if (!timeout.isZero()) {
            timer = scheduler.every(period(), this::look);
        }
    }

    /** Called once, after the last session. */
    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        queue.clear();
    }

    /** A session's time runs from now on. */
    Deadline of(ChatSession chat) {
        Deadline deadline = new Deadline(chat, time.nanoTime() + timeout.toNanos());
        if (!timeout.isZero()) {
            queue.add(deadline);
        }
        return deadline;
    }

    private Duration period() {
        Duration tenth = timeout.dividedBy(LOOKS_PER_TIMEOUT);
        if (tenth.compareTo(SHORTEST_PERIOD) < 0) {
            return SHORTEST_PERIOD;
        }
        return tenth.compareTo(LONGEST_PERIOD) > 0 ? LONGEST_PERIOD : tenth;
    }

    private void look() {
        long now = time.nanoTime();
        Deadline head = queue.peek();
        while (head != null && head.isOver(now)) {
            queue.remove();
            ChatSession chat = head.chat;
            if (chat != null) {
                overdue.accept(chat);
            }
            head = queue.peek();
        }
    }

    /** One session's time. */
    static final class Deadline {
        private final long at;
        private volatile @Nullable ChatSession chat;

        private Deadline(ChatSession chat, long at) {
            this.chat = chat;
            this.at = at;
        }

        /** The session is not overdue any more, whatever it does; from any thread, any number of times. */
        void cancel() {
            chat = null;
        }

        private boolean isOver(long now) {
            return chat == null || at - now <= 0;
        }
    }
}
