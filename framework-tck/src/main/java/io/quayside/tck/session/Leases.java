package io.quayside.tck.session;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A small pool that knows what is out. One lock guards everything; wake-ups run outside it. */
final class Leases implements ContextPool, ContextHome {
    static final int SMALL = 512;
    static final int LARGE = 4096;
    private static final int SMALL_ONES = 256;
    private static final int LARGE_ONES = 64;

    private final Deque<IoContext> small = new ArrayDeque<>();
    private final Deque<IoContext> large = new ArrayDeque<>();
    private final Set<IoContext> out = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private long exhausted;

    private record Waiter(int bytes, BooleanSupplier wakeUp) {}

    Leases() {
        for (int i = 0; i < SMALL_ONES; i++) {
            small.push(new IoContext(this, i, ByteBuffer.allocateDirect(SMALL)));
        }
        for (int i = 0; i < LARGE_ONES; i++) {
            large.push(new IoContext(this, SMALL_ONES + i, ByteBuffer.allocateDirect(LARGE)));
        }
    }

    @Override
    public synchronized @Nullable IoContext acquire(int minimumCapacity) {
        if (minimumCapacity > LARGE) {
            throw new IllegalArgumentException(minimumCapacity + " bytes; the largest contexts have " + LARGE);
        }
        IoContext context = minimumCapacity <= SMALL ? small.poll() : null;
        if (context == null) {
            context = large.poll();
        }
        if (context == null) {
            exhausted++;
            return null;
        }
        out.add(context);
        return context;
    }

    @Override
    public void release(IoContext context) {
        synchronized (this) {
            if (!out.remove(context)) {
                throw new IllegalStateException(context + " was released already");
            }
            context.reset();
            (context.buffer().capacity() == SMALL ? small : large).push(context);
        }
        wake();
    }

    @Override
    public void whenAvailable(int minimumCapacity, BooleanSupplier wakeUp) {
        synchronized (this) {
            waiting.add(new Waiter(minimumCapacity, wakeUp));
        }
        wake();
    }

    private void wake() {
        Waiter first = firstServed();
        while (first != null && !first.wakeUp().getAsBoolean()) {
            first = firstServed();
        }
    }

    private synchronized @Nullable Waiter firstServed() {
        for (Iterator<Waiter> all = waiting.iterator(); all.hasNext(); ) {
            Waiter next = all.next();
            if (!large.isEmpty() || (next.bytes() <= SMALL && !small.isEmpty())) {
                all.remove();
                return next;
            }
        }
        return null;
    }

    /** The memory of the contexts that are out. */
    synchronized long memoryOut() {
        return out.stream().mapToLong(context -> context.buffer().capacity()).sum();
    }

    @Override
    public int largestContext() {
        return LARGE;
    }

    @Override
    public synchronized PoolStatistics statistics() {
        int all = SMALL_ONES + LARGE_ONES;
        return new PoolStatistics(
                all, out.size(), all, (long) SMALL_ONES * SMALL + (long) LARGE_ONES * LARGE, exhausted);
    }

    /** Says which contexts are out. */
    synchronized String outstanding() {
        return out.toString();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "the contract's pool";
    }
}
