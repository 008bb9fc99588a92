package io.quayside.transport.uring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What lives on one worker for its whole life: gets its completions there, and can be signalled from any thread to look
 * after something there.
 *
 * <p><b>Concurrency.</b> Signals don't count: one that comes before the worker has looked says the same as the first. The
 * worker forgets the signal before it looks, so what comes while it looks makes it look again.
 */
abstract class Resident {
    private static final VarHandle SIGNALLED;

    static {
        try {
            SIGNALLED = MethodHandles.lookup().findVarHandle(Resident.class, "signalled", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Worker worker;
    private volatile boolean signalled;

    /** The next one in the inbox; the inbox's. */
    @Nullable Resident nextSignalled;

    /** Its number and generation, as {@link Slots} gave them; the worker's. */
    long place = Slots.NOWHERE;

    Resident(Worker worker) {
        this.worker = worker;
    }

    /** The worker it lives on. */
    final Worker worker() {
        return worker;
    }

    /** Whether the calling thread is its worker. */
    final boolean isHome() {
        return Thread.currentThread() == worker;
    }

    /** Has the worker call {@link #attend}, soon and never within this call; from any thread. */
    final void signal() {
        if (!signalled && SIGNALLED.compareAndSet(this, false, true)) {
            worker.inbox().put(this);
        }
    }

    /** Forgets the signal and attends; on the worker. */
    final void answerSignal() {
        SIGNALLED.setVolatile(this, false);
        attend();
    }

    /** The user data for an operation of some kind, from 0 to 127. */
    final long data(int kind) {
        return Slots.data(place, kind);
    }

    /** An operation has completed, or has come one step further; on the worker. */
    abstract void completed(int kind, int result, int flags);

    /** Somebody has signalled; on the worker. */
    abstract void attend();

    /** The transport is closing: what this is about ends soon; on the worker. */
    abstract void transportCloses();
}
