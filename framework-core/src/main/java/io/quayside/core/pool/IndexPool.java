package io.quayside.core.pool;

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
 * A bounded pool of items known by their index, without locks: the free items form a stack threaded through an index array
 * (R. K. Treiber's stack), so that what was released last is acquired first (P5) and neither allocates.
 *
 * <p><b>Concurrency.</b> {@code head} packs the index of the top item, plus one, with a tag that grows with every change, so
 * that a top seen before can't be taken for the same top again (ABA). Each item has a lease word that says FREE or LEASED:
 *
 * <pre>
 *   (not cut) --cut, by the acquirer that found the stack empty--> FREE --pop, by an acquirer--> LEASED
 *                                                                   ^                               |
 *                                                                   +---- CAS, by the releaser -----+
 * </pre>
 *
 * <p>Items are cut in batches when none is free, up to the limit. A thread reserves the range it cuts by CAS, so several may
 * cut at once and none waits for another, except for the last range: who finds nothing free and nothing left to cut, while
 * another still cuts, spins until that one has pushed its items, so that nothing is called exhausted that isn't.
 *
 * @param <T> the items
 */
public final class IndexPool<T> {
    private static final Logger LOG = System.getLogger(IndexPool.class.getName());
    private static final int FREE = 0;
    private static final int LEASED = 1;
    private static final long INDEX_MASK = 0xFFFF_FFFFL;

    private static final VarHandle HEAD;
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(IndexPool.class, "head", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private final int limit;
    private final int batch;
    private final Cutter<T> cutter;
    private final Consumer<T> cleaner;
    private final AtomicReferenceArray<T> items;
    private final int[] next;
    private final int[] leases;
    private final AtomicInteger reserved = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final LongAdder exhausted = new LongAdder();

    @SuppressWarnings("unused") // through HEAD
    private volatile long head;

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
        if (limit < 1 || batch < 1) {
            throw new IllegalArgumentException("a pool of " + limit + " " + name + ", grown by " + batch);
        }
        this.name = name;
        this.limit = limit;
        this.batch = batch;
        this.cutter = cutter;
        this.cleaner = cleaner;
        this.items = new AtomicReferenceArray<>(limit);
        this.next = new int[limit];
        this.leases = new int[limit];
    }

    /** An item that nobody else holds, or null when all are leased (P1). */
    public @Nullable T acquire() {
        while (true) {
            int index = pop();
            if (index >= 0) {
                INTS.setRelease(leases, index, LEASED);
                return items.getPlain(index);
            }
            if (!grow()) {
                exhausted.increment();
                return null;
            }
        }
    }

    /**
     * Ends the lease of an item, cleans it (P4) and makes it the next to be acquired (P5).
     *
     * @throws IllegalStateException when it isn't leased; the pool is as it was (P2)
     */
    public void release(int index) {
        if (!INTS.compareAndSet(leases, index, LEASED, FREE)) {
            throw new IllegalStateException(name + " " + index + " was released already; each lease is released once");
        }
        try {
            cleaner.accept(items.getPlain(index));
        } finally {
            push(index); // or it would be neither leased nor free
        }
    }

    /** Whether an acquire would find an item without growing the pool. */
    public boolean hasFree() {
        return ((long) HEAD.getVolatile(this) & INDEX_MASK) != 0;
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

    private int pop() {
        while (true) {
            long seen = (long) HEAD.getVolatile(this);
            int top = (int) (seen & INDEX_MASK) - 1;
            if (top < 0) {
                return -1;
            }
            int below = (int) INTS.getOpaque(next, top);
            if (HEAD.compareAndSet(this, seen, pack(seen, below))) {
                return top;
            }
            Thread.onSpinWait();
        }
    }

    private void push(int index) {
        while (true) {
            long seen = (long) HEAD.getVolatile(this);
            INTS.setOpaque(next, index, (int) (seen & INDEX_MASK));
            if (HEAD.compareAndSet(this, seen, pack(seen, index + 1))) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    private static long pack(long seen, int indexPlusOne) {
        return (((seen >>> 32) + 1) << 32) | indexPlusOne;
    }

    /** Makes more items; false when there is nothing left to make, and nobody is making any. */
    private boolean grow() {
        int from = reserved.get();
        if (from >= limit) {
            if (settled.get() >= limit) {
                return hasFree();
            }
            Thread.onSpinWait();
            return true;
        }
        int to = Math.min(limit, from + batch);
        if (reserved.compareAndSet(from, to)) {
            cut(from, to);
        }
        return true;
    }

    private void cut(int from, int to) {
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
        for (int i = to - 1; i >= from; i--) {
            items.set(i, made[i - from]); // for those who look an item up without having popped it
            push(i);
        }
        cut.addAndGet(to - from);
        settled.addAndGet(to - from);
    }
}
