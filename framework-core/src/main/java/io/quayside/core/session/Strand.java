package io.quayside.core.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Runs one session's events one after the other, on whatever threads they come (S1), without a lock and without
 * allocating.
 *
 * <p><b>Concurrency.</b> One word holds a bit for each event that is due and RUNNING while a thread handles them.
 *
 * <pre>
 *     (new) --prepare: sets event and RUNNING; launch runs--+
 *                                                           v
 *              signal: sets event and RUNNING, caller runs
 *     QUIET ------------------------------------------------> RUNNING --+
 *       ^                                                      |  ^     | signal: sets event, the runner will see it
 *       |  CAS, when no event is due and handle said go on     |  +-----+
 *       +------------------------------------------------------+
 *                                                              |
 *                    handle said stop: stays RUNNING           v
 *              resume(): the same or another thread runs on  SUSPENDED, or ended for good
 * </pre>
 *
 * <p>Each change of runner goes through the word, so a runner sees what the one before it wrote. No strand runs inside
 * another's callback: a signal that would nest is posted instead, which also bounds the depth of the stack.
 *
 * <p>{@code runner} is read by anybody without synchronization: a thread finds itself there only while it runs this strand,
 * since it wrote that itself and takes it back before it lets the next runner in; every other value means "not you".
 */
abstract class Strand implements Runnable {
    private static final int RUNNING = 1 << 31;
    private static final ThreadLocal<Current> CURRENT = ThreadLocal.withInitial(Current::new);
    private static final VarHandle EVENTS;

    static {
        try {
            EVENTS = MethodHandles.lookup().findVarHandle(Strand.class, "events", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // through EVENTS
    private volatile int events;

    private @Nullable Thread runner;

    /** The strand that a thread is running, and those that it has to run when that one is through. */
    private static final class Current {
        final Deque<Strand> later = new ArrayDeque<>();

        @Nullable Strand strand;

        void runLater() {
            Strand next = later.poll();
            while (next != null) {
                next.runHere(this, next.takeDue());
                next = later.poll();
            }
        }
    }

    /**
     * Handles events; the runner's alone. False stops the strand with RUNNING kept, until resume or for good; whoever answers
     * so has called {@link #leave} before the next runner could come.
     */
    abstract boolean handle(int due);

    /** Runs this on a worker soon. */
    abstract void post();

    /** Makes an event due without running it; before anybody else knows of the strand. {@link #launch} runs it. */
    final void prepare(int event) {
        EVENTS.setVolatile(this, event | RUNNING);
    }

    /** Runs what was prepared, and what was signalled since. */
    final void launch() {
        if (CURRENT.get().strand == null) {
            run();
        } else {
            post();
        }
    }

    /** An event of the strand's own connection: runs here unless somebody else does, or this thread runs another strand. */
    final void signal(int event) {
        Current current = CURRENT.get();
        if (current.strand == null && EVENTS.compareAndSet(this, 0, RUNNING)) {
            runHere(current, event);
            current.runLater();
        } else if (mark(event)) {
            launch();
        }
    }

    /** An event from anywhere else: never runs here. */
    final void signalLater(int event) {
        if (mark(event)) {
            post();
        }
    }

    /** Whether the calling thread is inside one of this strand's callbacks. */
    final boolean isCurrent() {
        return runner == Thread.currentThread();
    }

    /** The runner stops here, whoever comes next; from now on until it returns, it isn't inside a callback any more. */
    final void leave() {
        runner = null;
    }

    /** Runs something as this strand, which the caller has stopped and not resumed. */
    final void runSuspended(Runnable task) {
        Current current = CURRENT.get();
        Strand outer = current.strand;
        current.strand = this;
        runner = Thread.currentThread();
        try {
            task.run();
        } finally {
            runner = null;
            current.strand = outer;
        }
        if (outer == null) {
            current.runLater();
        }
    }

    /**
     * Runs this strand's events; called by whoever set RUNNING, and to resume. Within another strand's callback, where only
     * who found no worker to post to calls it, it comes after that.
     */
    @Override
    public final void run() {
        Current current = CURRENT.get();
        if (current.strand == null) {
            runHere(current, takeDue());
            current.runLater();
        } else {
            current.later.add(this);
        }
    }

    private void runHere(Current current, int first) {
        Thread me = Thread.currentThread();
        int due = first;
        current.strand = this;
        try {
            while (true) {
                runner = me;
                if (!handle(due)) {
                    return;
                }
                runner = null;
                if (EVENTS.compareAndSet(this, RUNNING, 0)) {
                    return;
                }
                due = takeDue();
            }
        } finally {
            current.strand = null;
        }
    }

    private int takeDue() {
        return (int) EVENTS.getAndBitwiseAnd(this, RUNNING) & ~RUNNING;
    }

    private boolean mark(int event) {
        int before = (int) EVENTS.getAndBitwiseOr(this, event | RUNNING);
        return (before & RUNNING) == 0;
    }
}
