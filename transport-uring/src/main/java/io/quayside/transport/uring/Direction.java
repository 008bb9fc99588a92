package io.quayside.transport.uring;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: what is posted in it, in order.
 *
 * <pre>
 *   post, on the worker ------------+
 *                                   v
 *   post, elsewhere --> stack --> listed ---- taken off, as operations complete ----> handed over
 *                                   |
 *                                   +---- closing: all that is listed fails
 * </pre>
 *
 * <p>Everything but {@link #post} is the worker's. What other threads have posted before the worker posts goes first. The
 * stack is this object itself, since there are two for each connection.
 */
abstract class Direction extends PostStack {
    final UringConnection connection;
    private final Operation operation;
    private @Nullable IoContext first;
    private @Nullable IoContext last;
    private long sequence;
    private boolean over;

    Direction(UringConnection connection, Operation operation) {
        this.connection = connection;
        this.operation = operation;
    }

    /** Throws unless a context can be posted. */
    static void requireUsable(IoContext context, String what) {
        if (!context.buffer().hasRemaining()) {
            throw new IllegalArgumentException("there are no " + what + " between position and limit of " + context);
        }
        if (!context.buffer().isDirect()) {
            throw new IllegalArgumentException("the system can't use the memory of " + context);
        }
    }

    /** Begins an operation if there is something to do and none under way; on the worker, maybe within a callback. */
    abstract void goOn();

    /** Posts a context and those chained behind it, or {@link Unlent#ALONE}; from any thread. False leaves them the caller's. */
    final boolean post(IoContext chain) {
        mark(chain, operation);
        if (!connection.isHome()) {
            if (offer(chain)) {
                connection.signal();
                return true;
            }
            mark(chain, Operation.NONE);
            return false;
        }
        if (over) {
            mark(chain, Operation.NONE);
            return false;
        }
        enlist(take());
        enlist(chain);
        goOn();
        return true;
    }

    /** Lists what others have posted; answers the context in front. */
    final @Nullable IoContext front() {
        enlist(take());
        return first;
    }

    /** The context in front. */
    final @Nullable IoContext first() {
        return first;
    }

    /** Takes the context in front off, to be handed over; for a receive without a context, that is one without room. */
    final IoContext poll() {
        IoContext taken = takeOff();
        return number(taken == Unlent.ALONE ? Unlent.own() : taken);
    }

    /** Takes a receive without a context off, for which this one is handed over. */
    final void poll(IoContext instead) {
        takeOff();
        number(instead);
    }

    private IoContext takeOff() {
        IoContext context = first;
        if (context == null) {
            throw new IllegalStateException("nothing is posted");
        }
        first = context.next();
        if (first == null) {
            last = null;
        } else {
            context.next(null);
        }
        return context;
    }

    /** Completions come in the order posted: so this is the number of the post, too. */
    private IoContext number(IoContext completed) {
        completed.sequence(sequence++);
        return completed;
    }

    /** Refuses posts from now on; what was posted before is listed. */
    final void stop() {
        over = true;
        enlist(close());
    }

    /** Refuses posts, and fails what is listed; when nothing is under way. */
    final void failAll(Throwable cause) {
        stop();
        while (first != null) {
            connection.deliverFailure(poll(), cause);
        }
    }

    /** Puts the contexts of a chain behind what is listed. */
    private void enlist(@Nullable IoContext posted) {
        if (posted == null) {
            return;
        }
        IoContext chain = posted;
        if (last == null) {
            first = chain;
        } else {
            if (last == Unlent.ALONE) {
                last = Unlent.own();
                first = last;
            }
            chain = chain == Unlent.ALONE ? Unlent.own() : chain;
            last.next(chain);
        }
        for (IoContext context = chain; context != null; context = context.next()) {
            last = context;
        }
    }

    private static void mark(IoContext chain, Operation operation) {
        if (chain == Unlent.ALONE) {
            return;
        }
        for (IoContext context = chain; context != null; context = context.next()) {
            context.operation(operation);
        }
    }
}
