package io.quayside.tck.transport;

import io.quayside.api.Open;
import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A pool that only counts: who holds what, who completes twice, and whether everything came back. It counts receives without a
 * context as well, and what a transport lends for them.
 *
 * @since 0.1
 */
@Open
public final class Contexts implements ContextHome {
    private static final int LIMIT = 400_000;
    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int POSTED = 2;

    private final AtomicIntegerArray states = new AtomicIntegerArray(LIMIT);
    private final AtomicReferenceArray<@Nullable IoContext> own = new AtomicReferenceArray<>(LIMIT);
    private final Set<IoContext> lent = ConcurrentHashMap.newKeySet();
    private final Set<IoContext> lentAndSent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger borrowing = new AtomicInteger();
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
        IoContext context = new IoContext(this, index, ByteBuffer.allocateDirect(capacity));
        own.set(index, context);
        return context;
    }

    /** A context with these bytes to send. */
    public IoContext filled(byte[] bytes) {
        IoContext context = empty(bytes.length);
        context.buffer().put(bytes).flip();
        return context;
    }

    /** The context is about to be posted. */
    public void posting(IoContext context) {
        if (isLent(context)) {
            if (!lent.remove(context) || !lentAndSent.add(context)) {
                throw violated("is posted by somebody who doesn't hold it: " + context);
            }
            return;
        }
        move(context, HELD, POSTED, "is posted by somebody who doesn't hold it");
    }

    /** A receive without a context is about to be posted. */
    public void posting() {
        borrowing.incrementAndGet();
    }

    /** That was refused. */
    public void refused() {
        borrowing.decrementAndGet();
    }

    /** Whether a context is the transport's, who has lent it. */
    public boolean isLent(IoContext context) {
        int index = context.index();
        return index < 0 || index >= LIMIT || own.get(index) != context;
    }

    /** The post was refused, or has completed: throws when it did so twice. */
    public void back(IoContext context) {
        if (isLent(context)) {
            if (lentAndSent.remove(context)) {
                lent.add(context);
                return;
            }
            if (borrowing.getAndDecrement() <= 0) {
                throw violated("T1: a receive completes once, and this completes one that nobody posted: " + context);
            }
            if (!lent.add(context)) {
                throw violated("P1: a context is lent to one at a time, and this one to two: " + context);
            }
            return;
        }
        move(context, POSTED, HELD, "T1: a context is completed once for each post, and this one once more");
    }

    /** Releases a context, lent or not. */
    public void giveBack(IoContext context) {
        lent.remove(context);
        context.release();
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
        if (borrowing.get() != 0) {
            throw new AssertionError(
                    "T1: every receive posted is completed, and " + borrowing.get() + " without a context were not");
        }
        if (!lent.isEmpty() || !lentAndSent.isEmpty()) {
            throw new AssertionError("T1: every context posted is completed, and what is lent is given back; left are "
                    + lentAndSent + " and " + lent);
        }
    }

    private void move(IoContext context, int from, int to, String otherwise) {
        if (!states.compareAndSet(context.index(), from, to)) {
            throw violated(otherwise + ": " + context);
        }
        if (to == FREE) {
            own.set(context.index(), null);
            out.decrementAndGet();
        }
    }

    private AssertionError violated(String what) {
        AssertionError thrown = new AssertionError(what);
        violation.compareAndSet(null, thrown);
        return thrown;
    }

    @Override
    public String toString() {
        return "the contract's contexts";
    }
}
