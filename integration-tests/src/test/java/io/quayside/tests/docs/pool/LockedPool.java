package io.quayside.tests.docs.pool;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Contexts of one size, behind one lock; each is made when it is first needed, and kept until the pool closes. */
final class LockedPool implements ContextPool, ContextHome {
    private final int size;
    private final Leases leases;
    private final IoContext[] contexts;
    private final boolean[] leased;
    private final int[] free;
    private final Queue<BooleanSupplier> waiting = new ArrayDeque<>();
    private int made;
    private int idle;
    private long exhausted;
    private boolean closed;

    /**
     * A pool with nothing in it yet.
     *
     * @param limit how many contexts there may be
     * @param size bytes of each
     */
    LockedPool(int limit, int size, Leases leases) {
        this.size = size;
        this.leases = leases;
        this.contexts = new IoContext[limit];
        this.leased = new boolean[limit];
        this.free = new int[limit];
    }

    @Override
    public int largestContext() {
        return size;
    }

    @Override
    public synchronized @Nullable IoContext acquire(int minimumCapacity) {
        if (minimumCapacity > size) {
            throw new IllegalArgumentException(
                    minimumCapacity + " bytes were asked for; the largest contexts have " + size);
        }
        if (closed) {
            return null;
        }
        if (idle == 0 && made == contexts.length) {
            exhausted++;
            return null;
        }
        if (idle == 0) {
            make();
        }
        IoContext context = contexts[free[--idle]];
        leased[context.index()] = true;
        leases.began(context);
        return context;
    }

    private void make() {
        contexts[made] = new IoContext(this, made, ByteBuffer.allocateDirect(size));
        free[idle++] = made++;
    }

    @Override
    public void release(IoContext context) {
        takeBack(context);
        tellWaiting();
    }

    private synchronized void takeBack(IoContext context) {
        int index = context.index();
        if (!leased[index]) {
            throw new IllegalStateException(context + " was released already");
        }
        context.reset();
        leases.ended(context);
        leased[index] = false;
        free[idle++] = index;
    }

    @Override
    public void whenAvailable(int minimumCapacity, BooleanSupplier wakeUp) {
        if (waits(wakeUp)) {
            tellWaiting();
        }
    }

    /** Puts somebody in line; true when there is something for him already. */
    private synchronized boolean waits(BooleanSupplier wakeUp) {
        waiting.add(wakeUp);
        return idle > 0 || made < contexts.length;
    }

    /** Tells the first in line who still wants one. Under no lock: who is told acquires. */
    private void tellWaiting() {
        BooleanSupplier next = nextWaiting();
        while (next != null && !next.getAsBoolean()) {
            next = nextWaiting();
        }
    }

    private synchronized @Nullable BooleanSupplier nextWaiting() {
        return waiting.poll();
    }

    @Override
    public synchronized PoolStatistics statistics() {
        return new PoolStatistics(made, made - idle, contexts.length, (long) made * size, exhausted);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            for (int i = 0; i < made; i++) {
                if (leased[i]) {
                    leases.lost(contexts[i]);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "the locked pool";
    }
}
