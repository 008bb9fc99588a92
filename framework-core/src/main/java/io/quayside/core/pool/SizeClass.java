package io.quayside.core.pool;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** I/O contexts of one size: slices of direct slabs, which are allocated one by one as they are needed. */
final class SizeClass implements ContextHome {
    private static final int SLAB = 256 << 10;

    private final int size;
    private final IndexPool<IoContext> contexts;
    private final Queue<BooleanSupplier> waiting = new ConcurrentLinkedQueue<>();
    private final @Nullable SizeClass smaller;
    private final @Nullable LeaseTracker tracker;

    /** How many wait, for whatever size: of all classes of a pool. */
    private final AtomicInteger waiters;

    /** Contexts of a size; they serve those who wait for {@code smaller} ones as well. */
    SizeClass(int size, int limit, @Nullable SizeClass smaller) {
        this(size, limit, smaller, null);
    }

    /** The same, with their leases watched (P7); null is without. */
    SizeClass(int size, int limit, @Nullable SizeClass smaller, @Nullable LeakWatch watch) {
        this.size = size;
        this.smaller = smaller;
        this.tracker = watch == null ? null : watch.track(limit);
        this.waiters = smaller == null ? new AtomicInteger() : smaller.waiters;
        int batch = Math.max(1, Math.min(limit, SLAB / size));
        this.contexts =
                new IndexPool<>("I/O context of " + size + " bytes, number", limit, batch, this::cut, cleaner(tracker));
    }

    int size() {
        return size;
    }

    /** Cleaning is the one step that only the accepted release of a lease takes, so it is where the tracker hears of it. */
    private static Consumer<IoContext> cleaner(@Nullable LeaseTracker tracker) {
        if (tracker == null) {
            return IoContext::reset;
        }
        return context -> {
            tracker.released(context);
            context.reset();
        };
    }

    @Nullable IoContext acquire() {
        IoContext context = contexts.acquire();
        if (tracker != null && context != null) {
            track(context, tracker);
        }
        return context;
    }

    private void track(IoContext context, LeaseTracker tracking) {
        try {
            tracking.acquired(context);
        } catch (Throwable t) {
            contexts.release(context.index()); // nobody else will
            throw t;
        }
    }

    @Override
    public void release(IoContext context) {
        if (tracker == null) {
            contexts.release(context.index());
        } else {
            releaseTracked(context, tracker);
        }
        if (waiters.get() != 0) {
            wakeFirst();
        }
    }

    private void releaseTracked(IoContext context, LeaseTracker tracking) {
        try {
            contexts.release(context.index());
        } catch (IllegalStateException e) {
            throw tracking.refused(context, e);
        }
    }

    boolean hasFree() {
        return contexts.hasFree();
    }

    /** Queues somebody, who has to look whether something is free then: a release in between is seen by one of the two. */
    void enqueue(BooleanSupplier wakeUp) {
        waiting.add(wakeUp);
        waiters.incrementAndGet(); // before the caller looks, and read after a release: one of the two sees the other
    }

    /** Tells who asked first for this size that one is free; when nobody did, who asked first for a smaller one. */
    void wakeFirst() {
        SizeClass each = this;
        while (each != null && !each.wakeOne()) {
            each = each.smaller;
        }
    }

    PoolStatistics statistics() {
        return contexts.statistics(size);
    }

    private boolean wakeOne() {
        BooleanSupplier first = poll();
        while (first != null && !first.getAsBoolean()) {
            first = poll();
        }
        return first != null;
    }

    private @Nullable BooleanSupplier poll() {
        BooleanSupplier first = waiting.poll();
        if (first != null) {
            waiters.decrementAndGet();
        }
        return first;
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
