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
 * <p>Everything but {@link #post} is the worker's. What other threads have posted before the worker posts goes first.
 */
abstract class Direction {
    private final UringConnection connection;
    private final Operation operation;
    private final PostStack others = new PostStack();
    private @Nullable IoContext first;
    private @Nullable IoContext last;
    private long sequence;
    private boolean over;

    Direction(UringConnection connection, Operation operation) {
        this.connection = connection;
        this.operation = operation;
    }

    /** Begins an operation if there is something to do and none under way; on the worker, maybe within a callback. */
    abstract void goOn();

    /** Posts a context and those chained behind it; from any thread. False leaves them the caller's. */
    final boolean post(IoContext chain) {
        mark(chain, operation);
        if (!connection.isHome()) {
            if (others.offer(chain)) {
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
        enlist(others.take());
        enlist(chain);
        goOn();
        return true;
    }

    /** Lists what others have posted; answers the context in front. */
    final @Nullable IoContext front() {
        enlist(others.take());
        return first;
    }

    /** The context in front. */
    final @Nullable IoContext first() {
        return first;
    }

    /** Takes the context in front off, to be handed over. */
    final IoContext poll() {
        IoContext context = first;
        if (context == null) {
            throw new IllegalStateException("nothing is posted");
        }
        first = context.next();
        if (first == null) {
            last = null;
        }
        context.next(null);
        return context;
    }

    /** Refuses posts from now on; what was posted before is listed. */
    final void stop() {
        over = true;
        enlist(others.close());
    }

    /** Refuses posts, and fails what is listed; when nothing is under way. */
    final void failAll(Throwable cause) {
        stop();
        while (first != null) {
            connection.deliverFailure(poll(), cause);
        }
    }

    /** Numbers the contexts of a chain, and puts them behind what is listed. */
    private void enlist(@Nullable IoContext chain) {
        if (chain == null) {
            return;
        }
        if (last == null) {
            first = chain;
        } else {
            last.next(chain);
        }
        for (IoContext context = chain; context != null; context = context.next()) {
            context.sequence(sequence++);
            last = context;
        }
    }

    private static void mark(IoContext chain, Operation operation) {
        for (IoContext context = chain; context != null; context = context.next()) {
            context.operation(operation);
        }
    }
}
