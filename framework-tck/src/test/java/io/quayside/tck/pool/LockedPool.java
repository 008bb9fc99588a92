package io.quayside.tck.pool;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The simplest pool that keeps the laws, with one lock; or breaks one of them. */
final class LockedPool implements ContextPool, ContextHome {
    private static final int LIMIT = 32;
    private static final int SIZE = 512;

    private final @Nullable PoolFault fault;
    private final IoContext[] contexts = new IoContext[LIMIT];
    private final int[] free = new int[LIMIT];
    private final boolean[] leased = new boolean[LIMIT];
    private final Deque<BooleanSupplier> waiting = new ArrayDeque<>();
    private final AtomicInteger looking = new AtomicInteger();
    private int idle;
    private int inUse;
    private int turns;
    private long exhausted;
    private boolean closed;
    private @Nullable Object garbage;

    LockedPool(@Nullable PoolFault fault) {
        this.fault = fault;
        ByteBuffer shared = ByteBuffer.allocateDirect(SIZE);
        for (int i = LIMIT - 1; i >= 0; i--) {
            ByteBuffer own =
                    has(PoolFault.GIVES_HEAP_MEMORY) ? ByteBuffer.allocate(SIZE) : ByteBuffer.allocateDirect(SIZE);
            contexts[i] = new IoContext(this, i, has(PoolFault.SHARES_MEMORY) ? shared.duplicate() : own);
            free[idle++] = i;
        }
    }

    private boolean has(PoolFault asked) {
        return fault == asked;
    }

    private boolean everyThousandth(PoolFault asked) {
        return has(asked) && ++turns % 1_000 == 0;
    }

    @Override
    public synchronized @Nullable IoContext acquire(int minimumCapacity) {
        if (minimumCapacity > largestContext()) {
            if (has(PoolFault.TAKES_ANY_SIZE)) {
                return null;
            }
            throw new IllegalArgumentException(
                    minimumCapacity + " bytes; the largest contexts have " + largestContext());
        }
        if (closed && !has(PoolFault.GIVES_AFTER_THE_CLOSE)) {
            return null;
        }
        if (everyThousandth(PoolFault.SAYS_EXHAUSTED)) {
            return null;
        }
        if (idle == 0) {
            exhausted += has(PoolFault.COUNTS_NO_EXHAUSTION) ? 0 : 1;
            return has(PoolFault.GROWS_PAST_THE_LIMIT) ? oneMore() : null;
        }
        if (has(PoolFault.ALLOCATES)) {
            garbage = new byte[100];
        }
        int index = free[idle - 1];
        if (has(PoolFault.GIVES_TWICE) && inUse > 0 && turns++ % 10 == 0) {
            return firstLeased();
        }
        idle--;
        inUse++;
        leased[index] = true;
        return contexts[index];
    }

    private IoContext oneMore() {
        return new IoContext(this, LIMIT, ByteBuffer.allocateDirect(SIZE));
    }

    private IoContext firstLeased() {
        int index = 0;
        while (!leased[index]) {
            index++;
        }
        return contexts[index];
    }

    @Override
    public void release(IoContext context) {
        int index = context.index();
        if (has(PoolFault.LOOKS_BEFORE_IT_LEAPS)) {
            leap(index, leased[index]);
        }
        synchronized (this) {
            if (!leased[index] && !has(PoolFault.TAKES_SECOND_RELEASES)) {
                String name = has(PoolFault.NAMES_NO_CONTEXT) ? "it" : "context " + index;
                throw new IllegalStateException(name + " was released already");
            }
            leased[index] = false;
            inUse -= has(PoolFault.COUNTS_RELEASES_TWICE) ? 2 : 1;
            clean(context);
            if (!everyThousandth(PoolFault.LOSES_CONTEXTS) && idle < LIMIT) {
                push(index);
            }
        }
        wake();
    }

    /** Gives another thread the time to look too. */
    private void leap(int index, boolean held) {
        looking.incrementAndGet();
        long start = System.nanoTime();
        while (looking.get() < 2 && System.nanoTime() - start < 1_000_000) {
            Thread.onSpinWait();
        }
        synchronized (this) {
            looking.decrementAndGet();
            leased[index] = held;
        }
    }

    private void clean(IoContext context) {
        Object owner = context.owner();
        if (has(PoolFault.LEAVES_DATA)) {
            context.used(0);
            context.buffer().clear();
        }
        context.reset();
        if (has(PoolFault.LEAVES_THE_OWNER)) {
            context.owner(owner);
        }
    }

    private void push(int index) {
        if (has(PoolFault.IS_A_QUEUE)) {
            System.arraycopy(free, 0, free, 1, idle++);
            free[0] = index;
        } else {
            free[idle++] = index;
        }
    }

    @Override
    public void whenAvailable(int minimumCapacity, BooleanSupplier wakeUp) {
        boolean tell;
        synchronized (this) {
            if (has(PoolFault.LOSES_WAKE_UPS) && ++turns % 3 == 0) {
                return;
            }
            if (has(PoolFault.TELLS_THE_LATEST_FIRST)) {
                waiting.addFirst(wakeUp);
            } else {
                waiting.addLast(wakeUp);
            }
            tell = has(PoolFault.TELLS_TOO_EARLY) || (idle > 0 && !has(PoolFault.NEVER_TELLS_AT_ONCE));
        }
        if (tell) {
            wake();
        }
    }

    private void wake() {
        BooleanSupplier first = poll();
        while (first != null && !first.getAsBoolean() && !has(PoolFault.TELLS_ONE_ONLY)) {
            first = poll();
        }
    }

    private synchronized @Nullable BooleanSupplier poll() {
        return waiting.poll();
    }

    @Override
    public int largestContext() {
        return has(PoolFault.GIVES_TOO_LITTLE) ? SIZE + 1 : SIZE;
    }

    @Override
    public synchronized PoolStatistics statistics() {
        return new PoolStatistics(LIMIT, inUse, LIMIT, (long) LIMIT * SIZE, exhausted);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "a pool of the tests" + (garbage == null ? "" : ", which allocates");
    }
}
