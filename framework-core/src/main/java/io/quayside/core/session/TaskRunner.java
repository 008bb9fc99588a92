package io.quayside.core.session;

import org.jspecify.annotations.Nullable;

/**
 * A session's tasks: any thread adds, the session's strand runs them, and sends those off that may block. What it has taken
 * and not run yet is the strand's alone; {@code away} is written by the strand, and by the task's thread when it is back.
 */
final class TaskRunner extends TaskList {
    private @Nullable Task next;
    private volatile boolean away;

    /** Whether {@link #run} would find something to do. */
    boolean hasWork() {
        return next != null || !isEmpty();
    }

    /** Whether a task blocks in the strand's place; from any thread, which may be told so just before or after. */
    boolean isAway() {
        return away;
    }

    /** Runs what waits; false when a task went off to block, and the strand has to stop until it is back. */
    boolean run(StandardSession<?> session) {
        while (hasWork()) {
            Task task = next == null ? take() : next;
            if (task == null) {
                return true;
            }
            next = task.next;
            if (task.blocks && !session.blocks()) {
                session.flush(); // before, not after: from then on what is written belongs to the task's thread
                away = true;
                session.leave();
                long posted = session.layer().now(); // it may have to wait for a thread
                session.layer().offload(() -> runBlocking(session, task.body, posted));
                return false;
            }
            run(session, task.body);
        }
        return true;
    }

    private void runBlocking(StandardSession<?> session, Runnable body, long posted) {
        session.runBlocking(() -> run(session, body));
        session.timeouts().waited(posted, session.layer().now());
        away = false;
        session.post();
    }

    private static void run(StandardSession<?> session, Runnable body) {
        try {
            body.run();
        } catch (Throwable t) {
            session.pluginFailed("task", t);
        }
    }
}
