package io.quayside.transport.simulated;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A pool that only keeps the books: who holds which context, and whether each came back once. */
final class Ledger implements ContextHome {
    private enum State {
        HELD,
        POSTED,
        RELEASED
    }

    private final List<State> states = new ArrayList<>();
    private int posted;
    private int held;

    /** A context with so much room. */
    IoContext empty(int room) {
        states.add(State.HELD);
        held++;
        return new IoContext(this, states.size() - 1, ByteBuffer.allocate(room));
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

    /** Completed, or refused. */
    void back(IoContext context) {
        move(context, State.POSTED, State.HELD);
        posted--;
        held++;
    }

    @Override
    public void release(IoContext context) {
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
