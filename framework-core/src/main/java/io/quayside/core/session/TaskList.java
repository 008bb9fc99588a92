package io.quayside.core.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for a session's strand; any thread adds, the strand takes.
 *
 * <p><b>Concurrency.</b> One reference: null when empty, a stack of tasks, or CLOSED for good. Adding pushes by CAS, taking
 * empties it at once; the strand closes it by CAS from empty, so that a task that was accepted is never lost.
 */
class TaskList {
    private static final Task CLOSED = new Task(() -> {}, false);

    private static final VarHandle TOP;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(TaskList.class, "top", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Task top;

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
    final boolean add(Runnable body, boolean blocks) {
        Task task = new Task(body, blocks);
        while (true) {
            Task seen = top;
            if (seen == CLOSED) {
                return false;
            }
            task.next = seen;
            if (TOP.compareAndSet(this, seen, task)) {
                return true;
            }
        }
    }

    final boolean isEmpty() {
        return top == null;
    }

    /** All tasks, the first added first; null when there is none. */
    final @Nullable Task take() {
        Task first = null;
        Task task = (Task) TOP.getAndSet(this, null);
        while (task != null) {
            Task next = task.next;
            task.next = first;
            first = task;
            task = next;
        }
        return first;
    }

    /** Lets nothing more in; false when there are tasks to run before. */
    final boolean close() {
        return TOP.compareAndSet(this, null, CLOSED);
    }
}
