package io.quayside.core.pool;

import io.quayside.api.Internal;
import io.quayside.api.pool.PoolStatistics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of items known by their index, without locks: the free ones are in {@link FreeStacks}, so that a thread
 * acquires first what it released last (P5) and neither allocates.
 *
 * <p><b>Concurrency.</b> Each item has a lease word that says FREE or LEASED:
 *
 * <pre>
 *   (not cut) --cut, by the acquirer that found nothing free--> FREE --pop, by an acquirer--> LEASED
 *                                                                ^                               |
 *                                                                +---- CAS, by the releaser -----+
 * </pre>
 *
 * <p>Items are cut in batches when none is free, up to the limit. A thread reserves the range it cuts by CAS, so several may
 * cut at once and none waits for another, except for the last range: who finds nothing free and nothing left to cut, while
 * another still cuts, spins until that one has pushed its items. And nothing is called exhausted that isn't: only a moment at which
 * all stacks were empty, with everything cut, counts as that (P6).
 *
 * @param <T> the items
 * @since 0.1
 */
@Internal
public final class IndexPool<T> {
    private static final Logger LOG = System.getLogger(IndexPool.class.getName());
    private static final int FREE = 0;
    private static final int LEASED = 1;

    /**
     * What is acquired in a row at first lies so far apart: neighbours share lines of the processor's cache, their lease words
     * and the objects themselves, and would slow each other down on two cores.
     */
    private static final int APART = 16;

    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final String name;
    private final int limit;
    private final int batch;
    private final Cutter<T> cutter;
    private final Consumer<T> cleaner;
    private final AtomicReferenceArray<T> items;
    private final FreeStacks free;
    private final int[] leases;
    private final AtomicInteger reserved = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final LongAdder exhausted = new LongAdder();

    /** Makes items when the pool grows. */
    @FunctionalInterface
    public interface Cutter<T> {
        /** Makes the items with the indexes from {@code from} to {@code to - 1}; the first is at place 0 of the result. */
        T[] cut(int from, int to);
    }

    /**
     * An empty pool that grows when used.
     *
     * @param name what the items are, for messages
     * @param limit how many items there may be
     * @param batch how many are made at a time
     * @param cutter makes them
     * @param cleaner makes one as new, when its lease has ended and before it is free
     */
    public IndexPool(String name, int limit, int batch, Cutter<T> cutter, Consumer<T> cleaner) {
        this(name, limit, batch, FreeStacks.usual(limit), cutter, cleaner);
    }

    /** The same, with so many stacks of free items, a power of two. */
    IndexPool(String name, int limit, int batch, int stacks, Cutter<T> cutter, Consumer<T> cleaner) {
        if (limit < 1 || batch < 1) {
            throw new IllegalArgumentException("a pool of " + limit + " " + name + ", grown by " + batch);
        }
        this.name = name;
        this.limit = limit;
        this.batch = batch;
        this.cutter = cutter;
        this.cleaner = cleaner;
        this.items = new AtomicReferenceArray<>(limit);
        this.free = new FreeStacks(limit, stacks);
        this.leases = new int[limit];
    }

    /** An item that nobody else holds, or null when all are leased (P1). */
    public @Nullable T acquire() {
        return acquire(free.mine());
    }

    /** The same, for a thread with this stack. */
    @Nullable T acquire(int stack) {
        while (true) {
            int index = free.pop(stack);
            if (index != FreeStacks.NONE) {
                INTS.setRelease(leases, index, LEASED);
                return items.getPlain(index);
            }
            if (!grow(stack)) {
                exhausted.increment();
                return null;
            }
        }
    }

    /**
     * Ends the lease of an item, cleans it (P4) and makes it the next that this thread acquires (P5).
     *
     * @throws IllegalStateException when it isn't leased; the pool is as it was (P2)
     */
    public void release(int index) {
        release(index, free.mine());
    }

    /** The same, by a thread with this stack. */
    void release(int index, int stack) {
        if (!INTS.compareAndSet(leases, index, LEASED, FREE)) {
            throw new IllegalStateException(name + " " + index + " was released already; each lease is released once");
        }
        try {
            cleaner.accept(items.getPlain(index));
        } finally {
            free.push(stack, index); // or it would be neither leased nor free
        }
    }

    /** Whether an acquire would find an item without growing the pool. */
    public boolean hasFree() {
        return free.hasAny();
    }

    /** The item with this index, leased or not; null when it isn't made yet. */
    public @Nullable T item(int index) {
        return index >= 0 && index < limit ? items.get(index) : null;
    }

    /** Indexes from 0 up to this one, exclusively, may have items. */
    public int made() {
        return reserved.get();
    }

    /** The figures; {@code bytesEach} is the memory behind an item. */
    public PoolStatistics statistics(long bytesEach) {
        int capacity = cut.get();
        return new PoolStatistics(capacity, leased(), limit, capacity * bytesEach, exhausted.sum());
    }

    /** Counted when somebody asks, so that leasing costs nothing for it. */
    private int leased() {
        int made = made();
        int count = 0;
        for (int i = 0; i < made; i++) {
            count += (int) INTS.getOpaque(leases, i);
        }
        return count;
    }

    /** The largest index below {@code to} that is a multiple of {@link #APART} away from this one. */
    private static int lastOf(int first, int to) {
        return first + (to - 1 - first) / APART * APART;
    }

    /** Makes more items; false when there is nothing left to make, and nobody is making any. */
    private boolean grow(int stack) {
        int from = reserved.get();
        if (from >= limit) {
            if (settled.get() >= limit) {
                return !free.wereEmpty();
            }
            Thread.onSpinWait();
            return true;
        }
        int to = Math.min(limit, from + batch);
        if (reserved.compareAndSet(from, to)) {
            cut(from, to, stack);
        }
        return true;
    }

    private void cut(int from, int to, int stack) {
        T[] made;
        try {
            made = cutter.cut(from, to);
        } catch (Throwable t) {
            // Whatever it was: nobody may spin for items that will not come.
            settled.addAndGet(to - from + limit - reserved.getAndSet(limit));
            if (!(t instanceof OutOfMemoryError)) {
                throw t;
            }
            LOG.log(
                    Level.ERROR,
                    () -> "no memory for more than " + cut.get() + " of at most " + limit + " (" + name
                            + "); the pool stays at that. Give the JVM more with -XX:MaxDirectMemorySize, or the pool less",
                    t);
            return;
        }
        for (int i = from; i < to; i++) {
            items.set(i, made[i - from]); // for those who look an item up without having popped it
        }
        for (int first = Math.min(APART, to - from) - 1; first >= 0; first--) {
            for (int i = lastOf(from + first, to); i >= from; i -= APART) {
                free.push(stack, i);
            }
        }
        cut.addAndGet(to - from);
        settled.addAndGet(to - from);
    }
}
