package io.quayside.core.pool;

import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * I/O contexts of several sizes, each a {@link SizeClass}; when those of a size are exhausted, the next larger help out.
 *
 * <p>Safe for any number of threads; all state is in the size classes.
 */
final class SlabPool implements ContextPool {
    private final SizeClass[] classes;
    private final LongAdder exhausted = new LongAdder();
    private final @Nullable LeakWatch watch;
    private volatile boolean closed;

    /** A pool of size classes, from the smallest to the largest, each of which knows the one before it. */
    SlabPool(SizeClass... classes) {
        this(null, classes);
    }

    /** The same, with the watch that the classes were made with. */
    SlabPool(@Nullable LeakWatch watch, SizeClass... classes) {
        this.watch = watch;
        this.classes = classes.clone();
    }

    @Override
    public @Nullable IoContext acquire(int minimumCapacity) {
        if (closed) {
            return null;
        }
        for (int i = fitting(minimumCapacity); i < classes.length; i++) {
            IoContext context = classes[i].acquire();
            if (context != null) {
                return context;
            }
        }
        exhausted.increment(); // once, however many sizes were tried
        return null;
    }

    @Override
    public void whenAvailable(int minimumCapacity, BooleanSupplier wakeUp) {
        int fitting = fitting(minimumCapacity);
        classes[fitting].enqueue(wakeUp);
        for (int i = fitting; i < classes.length; i++) {
            if (classes[i].hasFree()) {
                classes[i].wakeFirst();
                return;
            }
        }
    }

    @Override
    public int largestContext() {
        return classes[classes.length - 1].size();
    }

    @Override
    public PoolStatistics statistics() {
        int capacity = 0;
        int inUse = 0;
        int limit = 0;
        long memory = 0;
        for (SizeClass each : classes) {
            PoolStatistics part = each.statistics();
            capacity += part.capacity();
            inUse += part.inUse();
            limit += part.limit();
            memory += part.memory();
        }
        return new PoolStatistics(capacity, inUse, limit, memory, exhausted.sum());
    }

    /**
     * Reports what is still out, if that is tracked (P7). The slabs are garbage once neither the pool nor a context that is
     * still out refers to them.
     */
    @Override
    public void close() {
        closed = true;
        if (watch != null) {
            watch.closed(statistics().inUse());
        }
    }

    private int fitting(int minimumCapacity) {
        for (int i = 0; i < classes.length; i++) {
            if (classes[i].size() >= minimumCapacity) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "a context of " + minimumCapacity + " bytes; the largest here have " + largestContext());
    }
}
