package io.quayside.tck.memory;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a transport lends: few contexts, and who waits for one. Guarded by the world's lock. */
final class MemoryLender implements ContextHome {
    static final int SIZE = 256;
    private static final int FEW = 4;

    private final World world;
    private final Workers workers;
    private final Deque<IoContext> free = new ArrayDeque<>();
    private final Deque<IoContext> out = new ArrayDeque<>();
    private final Set<Runnable> waiting = new LinkedHashSet<>();

    MemoryLender(World world, Workers workers) {
        this.world = world;
        this.workers = workers;
        for (int i = 0; i < FEW; i++) {
            free.add(new IoContext(this, i, ByteBuffer.allocate(world.has(Fault.LENDS_SMALL) ? SIZE / 2 : SIZE)));
        }
    }

    /** A context for whom it wakes when there is one again; null when there is none. */
    @Nullable IoContext lend(Runnable wake) {
        if (free.isEmpty() && world.has(Fault.LENDS_TWICE)) {
            IoContext again = out.element();
            again.buffer().clear();
            return again;
        }
        IoContext lent = free.poll();
        if (lent == null) {
            waiting.add(wake);
        } else {
            out.add(lent);
        }
        return lent;
    }

    @Override
    public void release(IoContext context) {
        List<Runnable> woken;
        synchronized (world) {
            if (!out.remove(context)) {
                if (world.has(Fault.LENT_MAY_COME_BACK_TWICE)) {
                    return;
                }
                throw new IllegalStateException(context + " was released already");
            }
            if (world.has(Fault.LENDS_LEFTOVERS)) {
                context.buffer().clear();
            } else {
                context.reset();
            }
            if (world.has(Fault.LOSES_WHAT_OTHERS_RELEASE) && !workers.areCaller()) {
                return;
            }
            free.add(context);
            woken = List.copyOf(waiting);
            waiting.clear();
        }
        if (!world.has(Fault.FORGETS_WHO_WANTS_TO_BORROW)) {
            woken.forEach(Runnable::run);
        }
    }

    /** The transport is closing. */
    void end() {
        if (world.has(Fault.CLOSE_WIPES_WHAT_IS_LENT)) {
            out.forEach(IoContext::reset);
        }
    }

    /** Stands for a receive without a context, and is what it completes with when nothing came. */
    static IoContext nothing() {
        Set<IoContext> released = new HashSet<>();
        IoContext made = new IoContext(
                context -> {
                    if (!released.add(context)) {
                        throw new IllegalStateException(context + " was released already");
                    }
                },
                -1,
                ByteBuffer.allocate(0));
        made.operation(Operation.RECEIVE);
        return made;
    }

    static boolean isNothing(IoContext context) {
        return context.buffer().capacity() == 0;
    }

    @Override
    public String toString() {
        return "what is lent";
    }
}
