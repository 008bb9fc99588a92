package io.quayside.core.session;

import org.jspecify.annotations.Nullable;

/** Runs a session's tasks in its strand, and sends those off that may block. The strand's alone. */
final class TaskRunner<M> {
    private final StandardSessions<M> layer;
    private TaskList.@Nullable Task next;

    TaskRunner(StandardSessions<M> layer) {
        this.layer = layer;
    }

    void reset() {
        next = null;
    }

    /** Whether {@link #run} would find something to do. */
    boolean hasWork(StandardSession<M> session) {
        return next != null || !session.tasks().isEmpty();
    }

    /** Runs what waits; false when a task went off to block, and the strand has to stop until it is back. */
    boolean run(StandardSession<M> session) {
        while (hasWork(session)) {
            TaskList.Task task = next == null ? session.tasks().take() : next;
            if (task == null) {
                return true;
            }
            next = task.next;
            if (task.blocks) {
                session.flush(); // before, not after: from then on what is written belongs to the task's thread
                session.leave();
                layer.offload(() -> runBlocking(session, task.body));
                return false;
            }
            run(session, task.body);
        }
        return true;
    }

    private void runBlocking(StandardSession<M> session, Runnable body) {
        session.runBlocking(() -> run(session, body));
        session.post();
    }

    private void run(StandardSession<M> session, Runnable body) {
        try {
            body.run();
        } catch (Throwable t) {
            session.pluginFailed("task", t);
        }
    }
}
