package io.quayside.core.pool;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** I/O contexts of one size: slices of direct slabs, which are allocated one by one as they are needed. */
final class SizeClass implements ContextHome {
    private static final int SLAB = 256 << 10;

    private final int size;
    private final IndexPool<IoContext> contexts;
    private final Queue<BooleanSupplier> waiting = new ConcurrentLinkedQueue<>();

    SizeClass(int size, int limit) {
        this.size = size;
        int batch = Math.max(1, Math.min(limit, SLAB / size));
        this.contexts =
                new IndexPool<>("I/O context of " + size + " bytes, number", limit, batch, this::cut, IoContext::reset);
    }

    int size() {
        return size;
    }

    @Nullable IoContext acquire() {
        return contexts.acquire();
    }

    @Override
    public void release(IoContext context) {
        contexts.release(context.index());
        if (!waiting.isEmpty()) {
            wakeFirst();
        }
    }

    /** Queues before it looks, so that a release in between is seen by one of the two. */
    void whenAvailable(BooleanSupplier wakeUp) {
        waiting.add(wakeUp);
        if (contexts.hasFree()) {
            wakeFirst();
        }
    }

    PoolStatistics statistics() {
        return contexts.statistics(size);
    }

    private void wakeFirst() {
        BooleanSupplier first = waiting.poll();
        while (first != null && !first.getAsBoolean()) {
            first = waiting.poll();
        }
    }

    private IoContext[] cut(int from, int to) {
        ByteBuffer slab = ByteBuffer.allocateDirect((to - from) * size);
        IoContext[] made = new IoContext[to - from];
        for (int i = 0; i < made.length; i++) {
            made[i] = new IoContext(this, from + i, slab.slice(i * size, size));
        }
        return made;
    }

    @Override
    public String toString() {
        return "contexts of " + size + " bytes";
    }
}
