package io.quayside.core.session;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
 * another's callback: a signal that would nest is posted instead, which also bounds the depth of the stack. One whose
 * callbacks may block is always posted, to threads that may wait.
 *
 * <p>{@code runner} is read by anybody without synchronization: a thread finds itself there only while it runs this strand,
 * since it wrote that itself and takes it back before it lets the next runner in; every other value means "not you".
 */
abstract class Strand implements Runnable {
    private static final int RUNNING = 1 << 31;
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

    private @Nullable Turn runner;

    /**
     * Handles events; the runner's alone. False stops the strand with RUNNING kept, until resume or for good; whoever answers
     * so has called {@link #leave} before the next runner could come.
     */
    abstract boolean handle(int due);

    /** Runs this soon, where it belongs. */
    abstract void post();

    /**
     * Whether what it handles may block: it never runs on a thread that comes along then, only where it is posted to, and lets
     * others have the thread before it goes on.
     */
    boolean blocks() {
        return false;
    }

    /** Makes an event due without running it; before anybody else knows of the strand. {@link #launch} runs it. */
    final void prepare(int event) {
        EVENTS.setVolatile(this, event | RUNNING);
    }

    /** Runs what was prepared, and what was signalled since. */
    final void launch() {
        if (!blocks() && Turn.current().strand == null) {
            run();
        } else {
            post();
        }
    }

    /**
     * An event of the strand's own connection: runs here unless somebody else does, this thread runs another strand, or it
     * blocks.
     */
    final void signal(int event) {
        if (blocks()) {
            signalLater(event);
            return;
        }
        Turn current = Turn.current();
        if (current.strand == null && EVENTS.compareAndSet(this, 0, RUNNING)) {
            runHere(current, event);
            runNext(current);
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

    /** Whether somebody runs it, or is about to; from any thread, which may be told so just before or after. */
    final boolean isBusy() {
        return (events & RUNNING) != 0;
    }

    /** Whether the calling thread is inside one of this strand's callbacks. */
    final boolean isCurrent() {
        Turn who = runner;
        return who != null && who.thread == Thread.currentThread();
    }

    /** The runner's batch; within this strand's callbacks. */
    final Batch batch() {
        return requireNonNull(runner).batch;
    }

    /** The runner stops here, whoever comes next; from now on until it returns, it isn't inside a callback any more. */
    final void leave() {
        runner = null;
    }

    /** Runs something as this strand, which the caller has stopped and not resumed. */
    final void runSuspended(Runnable task) {
        Turn current = Turn.current();
        Strand outer = current.strand;
        current.strand = this;
        runner = current;
        try {
            task.run();
        } finally {
            runner = null;
            current.strand = outer;
        }
        if (outer == null) {
            runNext(current);
        }
    }

    /**
     * Runs this strand's events; called by whoever set RUNNING, and to resume. Within another strand's callback, where only
     * who found no worker to post to calls it, it comes after that.
     */
    @Override
    public final void run() {
        Turn current = Turn.current();
        if (current.strand == null) {
            runHere(current, takeDue());
            runNext(current);
        } else {
            current.runLater(this);
        }
    }

    private void runHere(Turn current, int first) {
        int due = first;
        current.strand = this;
        try {
            while (true) {
                runner = current;
                if (!handleHolding(current, due)) {
                    return;
                }
                runner = null;
                if (EVENTS.compareAndSet(this, RUNNING, 0)) {
                    return;
                }
                if (blocks()) {
                    post();
                    return;
                }
                due = takeDue();
            }
        } finally {
            current.strand = null;
        }
    }

    private boolean handleHolding(Turn current, int due) {
        current.holds = !blocks(); // others don't wait for what may take its time
        try {
            return handle(due);
        } finally {
            current.holds = false;
            current.letGo();
        }
    }

    /** Runs the strands that the callbacks of the one before would have nested in. */
    private static void runNext(Turn current) {
        Strand next = current.next();
        while (next != null) {
            next.runHere(current, next.takeDue());
            next = current.next();
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
