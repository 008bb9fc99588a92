package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A pool that only counts: who holds what, who posts twice, and whether everything came back. */
public final class Contexts implements ContextHome {
    private static final int LIMIT = 200_000;
    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int POSTED = 2;

    private final AtomicIntegerArray states = new AtomicIntegerArray(LIMIT);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger out = new AtomicInteger();
    private final List<AssertionError> violations = new CopyOnWriteArrayList<>();

    /** A context with so much room. */
    public IoContext empty(int capacity) {
        int index = made.getAndIncrement();
        states.set(index, HELD);
        out.incrementAndGet();
        return new IoContext(this, index, ByteBuffer.allocateDirect(capacity));
    }

    /** A context with these bytes to send. */
    public IoContext filled(byte[] bytes) {
        IoContext context = empty(bytes.length);
        context.buffer().put(bytes).flip();
        return context;
    }

    /** The context is about to be posted. */
    public void posting(IoContext context) {
        move(context, HELD, POSTED);
    }

    /** The post was refused, or has completed: throws when it did so twice. */
    public void back(IoContext context) {
        move(context, POSTED, HELD);
    }

    @Override
    public void release(IoContext context) {
        move(context, HELD, FREE);
        out.decrementAndGet();
    }

    /** Contexts that somebody holds. */
    public int out() {
        return out.get();
    }

    /** At rest, every context has come back, and none came twice. */
    public void assertAllBack() {
        if (!violations.isEmpty()) {
            throw violations.get(0);
        }
        assertEquals(0, out.get(), "contexts that were not completed");
    }

    private void move(IoContext context, int from, int to) {
        if (!states.compareAndSet(context.index(), from, to)) {
            AssertionError violation = new AssertionError(
                    context + " is in state " + states.get(context.index()) + ", not in " + from + ", going to " + to);
            violations.add(violation);
            throw violation;
        }
    }

    @Override
    public String toString() {
        return "test contexts";
    }
}
