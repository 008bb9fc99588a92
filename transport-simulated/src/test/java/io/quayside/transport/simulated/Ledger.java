package io.quayside.transport.simulated;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A pool that only keeps the books: who holds which context, lent ones as well, and whether each came back once. */
final class Ledger implements ContextHome {
    private enum State {
        HELD,
        POSTED,
        RELEASED
    }

    private final List<State> states = new ArrayList<>();
    private final Set<IoContext> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<IoContext> lent = Collections.newSetFromMap(new IdentityHashMap<>());
    private int borrowing;
    private int posted;
    private int held;

    /** A context with so much room. */
    IoContext empty(int room) {
        states.add(State.HELD);
        held++;
        IoContext made = new IoContext(this, states.size() - 1, ByteBuffer.allocate(room));
        own.add(made);
        return made;
    }

    /** A context with these bytes to send. */
    IoContext filled(byte[] bytes) {
        IoContext context = empty(bytes.length);
        context.buffer().put(bytes).flip();
        return context;
    }

    /** About to be posted. */
    void posting(IoContext context) {
        move(context, State.HELD, State.POSTED);
        posted++;
        held--;
    }

    /** About to be posted without a context. */
    void borrowing() {
        borrowing++;
        posted++;
    }

    /** That was refused. */
    void borrowsNot() {
        borrowing--;
        posted--;
    }

    /** Completed, or refused. */
    void back(IoContext context) {
        if (!own.contains(context)) {
            if (!lent.add(context) || --borrowing < 0) {
                throw new AssertionError(context + " was lent to two, or to nobody who asked");
            }
            posted--;
            held++;
            return;
        }
        move(context, State.POSTED, State.HELD);
        posted--;
        held++;
    }

    /** Releases a context, lent or not. */
    void giveBack(IoContext context) {
        if (lent.remove(context)) {
            held--;
        }
        context.release();
    }

    @Override
    public void release(IoContext context) {
        own.remove(context);
        move(context, State.HELD, State.RELEASED);
        held--;
    }

    /** Contexts that a transport holds. */
    int posted() {
        return posted;
    }

    /** Contexts that are held by somebody who isn't a transport. */
    int held() {
        return held;
    }

    private void move(IoContext context, State from, State to) {
        State is = states.set(context.index(), to);
        if (is != from) {
            throw new AssertionError(context + " was " + is + " when it became " + to);
        }
    }

    @Override
    public String toString() {
        return "ledger";
    }
}
