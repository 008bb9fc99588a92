package io.quayside.transport.simulated;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.ConnectionHandler;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: what is posted, and in which order it is carried out and told (T1, T3, T4). It is its own
 * event: each time it happens, at most one operation is carried out and at most one completion told.
 *
 * <pre>
 *             something can be carried out, or told            one callback
 *   RESTING ---------------------------------------> QUEUED ----------------> TELLING
 *     ^ |                                              |                        |
 *     | +-- closing, nothing posted --> ENDED          | nothing to tell yet    | the callback has returned
 *     +------------------------------------------------+------------------------+
 * </pre>
 *
 * <p>The contexts are a chain: in front, {@code done} of them that are carried out and not told yet; behind them those to be
 * carried out. When the connection closes, the former are told as what they are, the latter as failed.
 *
 * <p>Guarded by the network's lock, which is not held during callbacks.
 */
abstract class Direction extends Event {
    private enum State {
        RESTING,
        QUEUED,
        TELLING,
        ENDED
    }

    final SimulatedConnection connection;
    final Simulation simulation;
    private final Operation operation;
    private @Nullable IoContext first;
    private @Nullable IoContext last;
    private int done;
    private long sequence;
    private State state = State.RESTING;
    private boolean refuses;
    private @Nullable Throwable failure;

    Direction(SimulatedConnection connection, Operation operation) {
        this.connection = connection;
        this.simulation = connection.simulation;
        this.operation = operation;
    }

    /** Whether an operation can be carried out, or fails, if one is posted. */
    abstract boolean isReady();

    /**
     * Carries out what can be carried out of the operation in front of those that aren't done; answers how many contexts are
     * done with that, or fails the connection and answers 0.
     */
    abstract int carryOut(IoContext undone);

    /** Tells what a context has come to that is done; without the lock. */
    abstract void tell(ConnectionHandler handler, IoContext context);

    /** Nothing will be carried out any more. */
    void ends() {}

    /** Takes a context and those chained behind it, or refuses them. */
    final boolean post(IoContext chain) {
        if (refuses) {
            return false;
        }
        if (last == null) {
            first = chain;
        } else {
            last.next(chain);
        }
        for (IoContext context = chain; context != null; context = context.next()) {
            context.operation(operation);
            context.sequence(sequence++);
            last = context;
            simulation.holds(1);
        }
        wake();
        return true;
    }

    /** Takes nothing more from now on. */
    final void refuse() {
        refuses = true;
    }

    final boolean isRefusing() {
        return refuses;
    }

    /** Whether everything posted is carried out. */
    final boolean isCarriedOut() {
        return undone() == null;
    }

    final boolean hasEnded() {
        return state == State.ENDED;
    }

    /** The connection is closing, for this direction's sake or not: what isn't done fails. */
    final void close(@Nullable Throwable cause) {
        failure = cause;
        ends();
        wake();
    }

    /** Looks whether there is something to do. */
    final void wake() {
        if (state != State.RESTING) {
            return;
        }
        if (connection.isClosing() && first == null) {
            state = State.ENDED;
            connection.directionEnded();
        } else if (first != null && (done > 0 || connection.isClosing() || isReady())) {
            state = State.QUEUED;
            simulation.soon(this);
        }
    }

    /** Whether it could complete something within the post that has just been made. */
    final boolean isDue() {
        return state == State.QUEUED;
    }

    @Override
    final boolean isWorkers() {
        return true;
    }

    @Override
    final void happen() {
        IoContext context;
        Throwable cause;
        synchronized (simulation.lock) {
            if (!completes()) {
                state = State.RESTING;
                wake();
                return;
            }
            cause = done > 0 ? null : causeOfFailure();
            done = Math.max(0, done - 1);
            context = poll();
            state = State.TELLING;
        }
        tell(context, cause);
        synchronized (simulation.lock) {
            state = State.RESTING;
            wake();
        }
    }

    /** Whether there is something to tell now. */
    private boolean completes() {
        IoContext undone = undone();
        if (done == 0 && undone != null && !connection.isClosing()) {
            done = carryOut(undone);
            connection.endOutputIfSent();
            if (done > 0 && simulation.draws().chance(simulation.profile().lateCompletions)) {
                return false;
            }
        }
        return done > 0 || connection.isClosing();
    }

    private void tell(IoContext context, @Nullable Throwable cause) {
        ConnectionHandler handler = connection.handler();
        try {
            if (cause == null) {
                context.operation(Operation.NONE);
                tell(handler, context);
            } else {
                simulation.note(connection.name(), operation == Operation.SEND ? "send failed" : "receive failed");
                handler.failed(context, cause);
            }
        } catch (Throwable t) {
            connection.threw(t);
        }
    }

    private Throwable causeOfFailure() {
        Throwable cause = failure;
        if (cause == null) {
            cause = new AsynchronousCloseException();
            failure = cause;
        }
        return cause;
    }

    /** Puts another context in the place of the one in front, which nothing is done with yet. */
    final void replaceFirst(IoContext other) {
        IoContext replaced = first;
        if (replaced == null || done > 0) {
            throw new IllegalStateException("there is nothing to be replaced");
        }
        other.operation(operation);
        other.sequence(replaced.sequence());
        other.next(replaced.next());
        first = other;
        if (last == replaced) {
            last = other;
        }
    }

    /** The context in front of those that aren't done; null when there is none. */
    final @Nullable IoContext undone() {
        IoContext context = first;
        for (int i = 0; i < done && context != null; i++) {
            context = context.next();
        }
        return context;
    }

    private IoContext poll() {
        IoContext context = first;
        if (context == null) {
            throw new IllegalStateException("nothing is posted");
        }
        first = context.next();
        if (first == null) {
            last = null;
        }
        context.next(null);
        simulation.holds(-1);
        return context;
    }
}
