package io.quayside.stress.rig;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.core.pool.IndexPool;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Contexts of one size on the heap, enough of them for what a scenario does; the free list is the real one. Where contexts are
 * to run out, {@code TwoSizes} takes its place.
 */
public final class RigPool implements ContextPool, ContextHome {
    private final int size;
    private final IndexPool<IoContext> contexts;

    /** A pool with so many contexts of so many bytes. */
    public RigPool(int count, int size) {
        this.size = size;
        this.contexts = new IndexPool<>("context", count, 4, this::cut, IoContext::reset);
    }

    @Override
    public @Nullable IoContext acquire(int minimumCapacity) {
        return contexts.acquire();
    }

    @Override
    public void release(IoContext context) {
        contexts.release(context.index());
    }

    @Override
    public void whenAvailable(int minimumCapacity, BooleanSupplier wakeUp) {
        throw new IllegalStateException("there should have been enough contexts for this");
    }

    @Override
    public int largestContext() {
        return size;
    }

    @Override
    public PoolStatistics statistics() {
        return contexts.statistics(size);
    }

    @Override
    public void close() {}

    private IoContext[] cut(int from, int to) {
        IoContext[] made = new IoContext[to - from];
        for (int i = 0; i < made.length; i++) {
            made[i] = new IoContext(this, from + i, ByteBuffer.allocate(size));
        }
        return made;
    }
}
