package io.quayside.tck.transport;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A pool that only counts: who holds what, who completes twice, and whether everything came back. */
public final class Contexts implements ContextHome {
    private static final int LIMIT = 400_000;
    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int POSTED = 2;

    private final AtomicIntegerArray states = new AtomicIntegerArray(LIMIT);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger out = new AtomicInteger();
    private final AtomicReference<@Nullable AssertionError> violation = new AtomicReference<>();

    /** A pool without contexts. */
    public Contexts() {}

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
        move(context, HELD, POSTED, "is posted by somebody who doesn't hold it");
    }

    /** The post was refused, or has completed: throws when it did so twice. */
    public void back(IoContext context) {
        move(context, POSTED, HELD, "T1: a context is completed once for each post, and this one once more");
    }

    @Override
    public void release(IoContext context) {
        move(context, HELD, FREE, "is released by somebody who doesn't hold it");
    }

    /** Contexts that somebody holds. */
    public int out() {
        return out.get();
    }

    /** At rest, every context has come back, and none came twice. */
    public void assertAllBack() {
        AssertionError first = violation.get();
        if (first != null) {
            throw first;
        }
        if (out.get() != 0) {
            throw new AssertionError("T1: every context posted is completed, and " + out.get() + " of " + made.get()
                    + " never came back");
        }
    }

    private void move(IoContext context, int from, int to, String otherwise) {
        if (!states.compareAndSet(context.index(), from, to)) {
            AssertionError thrown = new AssertionError(otherwise + ": " + context);
            violation.compareAndSet(null, thrown);
            throw thrown;
        }
        if (to == FREE) {
            out.decrementAndGet();
        }
    }

    @Override
    public String toString() {
        return "the contract's contexts";
    }
}
