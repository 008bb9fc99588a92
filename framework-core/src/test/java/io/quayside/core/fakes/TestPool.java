package io.quayside.core.fakes;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A small pool that knows where each context that is out was acquired (P7), refuses a second release (P2), and looks at
 * every byte of what comes back (P4).
 *
 * <p>Everything is guarded by one lock; wake-ups run outside it.
 */
public final class TestPool implements ContextPool, ContextHome {
    private final TreeMap<Integer, Deque<IoContext>> idle = new TreeMap<>();
    private final IdentityHashMap<IoContext, Throwable> out = new IdentityHashMap<>();
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private final List<String> violations = new ArrayList<>();
    private int capacity;
    private long memory;
    private long exhausted;
    private boolean closed;

    private record Waiter(int bytes, BooleanSupplier wakeUp) {}

    /** Adds contexts of a size. */
    public synchronized TestPool with(int count, int size) {
        ByteBuffer slab = ByteBuffer.allocateDirect(count * size);
        for (int i = 0; i < count; i++) {
            IoContext made = new IoContext(this, capacity++, slab.slice(i * size, size));
            idle.computeIfAbsent(size, s -> new ArrayDeque<>()).push(made);
            memory += size;
        }
        return this;
    }

    @Override
    public synchronized @Nullable IoContext acquire(int minimumCapacity) {
        if (minimumCapacity > largestContext()) {
            throw new IllegalArgumentException("a context of " + minimumCapacity + " bytes");
        }
        if (closed) {
            return null;
        }
        for (Deque<IoContext> contexts : idle.tailMap(minimumCapacity).values()) {
            IoContext context = contexts.poll();
            if (context != null) {
                out.put(context, new Throwable("acquired here: " + context));
                return context;
            }
        }
        exhausted++;
        return null;
    }

    @Override
    public void release(IoContext context) {
        synchronized (this) {
            if (out.remove(context) == null) {
                violations.add("released twice: " + context);
                throw new IllegalStateException(context + " was released already");
            }
            context.reset();
            requireZeroes(context);
            idle.get(context.buffer().capacity()).push(context);
        }
        wakeFirst(context.buffer().capacity());
    }

    @Override
    public void whenAvailable(int minimumCapacity, BooleanSupplier wakeUp) {
        boolean now;
        synchronized (this) {
            waiting.add(new Waiter(minimumCapacity, wakeUp));
            now = idle.tailMap(minimumCapacity).values().stream().anyMatch(contexts -> !contexts.isEmpty());
        }
        if (now) {
            wakeFirst(largestContext());
        }
    }

    @Override
    public synchronized int largestContext() {
        return idle.lastKey();
    }

    @Override
    public synchronized PoolStatistics statistics() {
        return new PoolStatistics(capacity, out.size(), capacity, memory, exhausted);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Fails when a context is out, with the places where those were acquired, or when the pool was misused. */
    public synchronized void assertAllBack() {
        if (out.isEmpty() && violations.isEmpty()) {
            return;
        }
        AssertionError error = new AssertionError(out.size() + " contexts did not come back; " + violations);
        out.values().forEach(error::addSuppressed);
        throw error;
    }

    /** Whether it was closed. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** How many wait to be told of a free context. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private void wakeFirst(int freed) {
        while (true) {
            Waiter first = firstWanting(freed);
            if (first == null || first.wakeUp().getAsBoolean()) {
                return;
            }
        }
    }

    private synchronized @Nullable Waiter firstWanting(int freed) {
        for (Iterator<Waiter> all = waiting.iterator(); all.hasNext(); ) {
            Waiter next = all.next();
            if (next.bytes() <= freed) {
                all.remove();
                return next;
            }
        }
        return null;
    }

    private void requireZeroes(IoContext context) {
        ByteBuffer bytes = context.buffer();
        for (int i = 0; i < bytes.capacity(); i++) {
            if (bytes.get(i) != 0) {
                violations.add("released with byte " + i + " left in it: " + context);
                return;
            }
        }
    }
}
