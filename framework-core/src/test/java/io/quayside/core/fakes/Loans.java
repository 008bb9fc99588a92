package io.quayside.core.fakes;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A few contexts that a transport lends, and who waits for one. It refuses a second release (P2), and looks at every byte of
 * what comes back (P4).
 *
 * <p>Guarded by its own lock; who waits is told outside it.
 */
public final class Loans implements ContextHome {
    private final int bytes;
    private final Deque<IoContext> free = new ArrayDeque<>();
    private final Set<IoContext> out = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Consumer<IoContext>> line = new ArrayDeque<>();
    private final List<String> violations = new ArrayList<>();

    /** So many contexts of so many bytes. */
    public Loans(int count, int bytes) {
        this.bytes = bytes;
        for (int i = 0; i < count; i++) {
            free.push(new IoContext(this, i, ByteBuffer.allocateDirect(bytes)));
        }
    }

    /** Bytes in each. */
    public int bytes() {
        return bytes;
    }

    /** A context; null when none is free, and then {@code taker} is given one later, on the thread that releases it. */
    synchronized @Nullable IoContext borrow(Consumer<IoContext> taker) {
        IoContext context = free.poll();
        if (context == null) {
            line.add(taker);
        } else {
            out.add(context);
        }
        return context;
    }

    /** Somebody wants none any more. */
    synchronized void forget(Consumer<IoContext> taker) {
        line.remove(taker);
    }

    @Override
    public void release(IoContext context) {
        Consumer<IoContext> next;
        synchronized (this) {
            if (!out.remove(context)) {
                violations.add("released twice: " + context);
                throw new IllegalStateException(context + " was released already");
            }
            context.reset();
            requireZeroes(context);
            next = line.poll();
            if (next == null) {
                free.push(context);
            } else {
                out.add(context);
            }
        }
        if (next != null) {
            next.accept(context);
        }
    }

    /** How many contexts are out. */
    public synchronized int out() {
        return out.size();
    }

    /** Fails when a context is out, somebody waits for one, or they were misused. */
    public synchronized void assertAllBack() {
        if (!out.isEmpty() || !line.isEmpty() || !violations.isEmpty()) {
            throw new AssertionError(
                    out.size() + " lent contexts did not come back, " + line.size() + " wait for one; " + violations);
        }
    }

    private void requireZeroes(IoContext context) {
        for (int i = 0; i < bytes; i++) {
            if (context.buffer().get(i) != 0) {
                violations.add("released with byte " + i + " left in it: " + context);
                return;
            }
        }
    }

    @Override
    public String toString() {
        return "the test's loans";
    }
}
