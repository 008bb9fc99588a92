package io.quayside.core.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for a session's strand; any thread adds, the strand takes.
 *
 * <p><b>Concurrency.</b> One reference: null when empty, a stack of tasks, or CLOSED for good. Adding pushes by CAS, taking
 * empties it at once; the strand closes it by CAS from empty, so that a task that was accepted is never lost.
 */
final class TaskList {
    private static final Task CLOSED = new Task(() -> {}, false);

    private final AtomicReference<@Nullable Task> top = new AtomicReference<>();

    /** A task, and those that come after it. */
    static final class Task {
        final Runnable body;
        final boolean blocks;

        @Nullable Task next;

        Task(Runnable body, boolean blocks) {
            this.body = body;
            this.blocks = blocks;
        }
    }

    /** Adds a task; false when closed. */
    boolean add(Runnable body, boolean blocks) {
        Task task = new Task(body, blocks);
        while (true) {
            Task seen = top.get();
            if (seen == CLOSED) {
                return false;
            }
            task.next = seen;
            if (top.compareAndSet(seen, task)) {
                return true;
            }
        }
    }

    boolean isEmpty() {
        return top.get() == null;
    }

    /** All tasks, the first added first; null when there is none. */
    @Nullable Task take() {
        Task first = null;
        Task task = top.getAndSet(null);
        while (task != null) {
            Task next = task.next;
            task.next = first;
            first = task;
            task = next;
        }
        return first;
    }

    /** Lets nothing more in; false when there are tasks to run before. */
    boolean close() {
        return top.compareAndSet(null, CLOSED);
    }
}
