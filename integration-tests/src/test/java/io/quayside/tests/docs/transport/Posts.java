package io.quayside.tests.docs.transport;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What is posted in one direction of a connection, in order. Any thread offers; one thread takes, and carries out what it took
 * before it takes again. The monitor is held for a few assignments, never during a callback (T7).
 *
 * <pre>
 *   OPEN ---- end ----> ENDED: takes no offers, gives what is there
 *     |                   |
 *     +------- cut -------+----> CUT: takes no offers, gives nothing; what is left is to be failed
 * </pre>
 */
final class Posts {
    private enum State {
        OPEN,
        ENDED,
        CUT
    }

    private final Operation operation;
    private State state = State.OPEN;
    private @Nullable IoContext first;
    private @Nullable IoContext last;
    private long sequence;

    Posts(Operation operation) {
        this.operation = operation;
    }

    /** Puts a chain behind what is there; on false it is left as it was, and the caller's. */
    synchronized boolean offer(IoContext chain) {
        if (state != State.OPEN) {
            return false;
        }
        if (last == null) {
            first = chain;
        } else {
            last.next(chain);
        }
        for (IoContext each = chain; each != null; each = each.next()) {
            each.operation(operation);
            each.sequence(sequence++);
            last = each;
        }
        notifyAll();
        return true;
    }

    /** Waits for the next one to carry out; null when there will be none. */
    synchronized @Nullable IoContext take() throws InterruptedException {
        while (first == null && state == State.OPEN) {
            wait();
        }
        return state == State.CUT ? null : left();
    }

    /** The next of those that nobody has taken, or null. */
    synchronized @Nullable IoContext left() {
        IoContext context = first;
        if (context != null) {
            first = context.next();
            last = first == null ? null : last;
            context.next(null);
        }
        return context;
    }

    /** Takes no more offers. */
    synchronized void end() {
        state = state == State.CUT ? State.CUT : State.ENDED;
        notifyAll();
    }

    /** Takes no more offers, and gives nothing more to carry out. */
    synchronized void cut() {
        state = State.CUT;
        notifyAll();
    }
}
