package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import io.quayside.stress.rig.Sending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps what is sent until it is told to complete it, and notes the order, and whether two threads send at
 * once. A chain whose first context has an odd index is completed before the send returns, if nothing else waits.
 */
final class Wire extends Sending {
    private final AtomicBoolean inSend = new AtomicBoolean();
    private final Queue<IoContext> posted = new ArrayDeque<>();
    private final List<Integer> order = new ArrayList<>();
    private @Nullable SendQueue queue;
    private boolean lost;
    private volatile boolean overlapped;

    void completesTo(SendQueue sender) {
        queue = sender;
    }

    @Override
    public boolean send(IoContext first) {
        if (!inSend.compareAndSet(false, true)) {
            overlapped = true;
        }
        List<IoContext> atOnce = new ArrayList<>();
        boolean taken = take(first, atOnce);
        for (IoContext each : atOnce) {
            sender().sent(each);
        }
        inSend.set(false);
        return taken;
    }

    private synchronized boolean take(IoContext first, List<IoContext> atOnce) {
        if (lost) {
            return false;
        }
        boolean inline = posted.isEmpty() && first.index() % 2 == 1;
        for (IoContext each = first; each != null; ) {
            IoContext next = each.next();
            each.next(null);
            order.add(each.index());
            (inline ? atOnce : posted).add(each);
            each = next;
        }
        return true;
    }

    /** Completes the first that waits; false when none does. */
    boolean complete() {
        IoContext first = poll();
        if (first != null) {
            sender().sent(first);
        }
        return first != null;
    }

    /** From now on takes nothing; fails what waits. */
    void lose() {
        synchronized (this) {
            lost = true;
        }
        for (IoContext each = poll(); each != null; each = poll()) {
            sender().failed(each);
        }
    }

    private synchronized @Nullable IoContext poll() {
        return posted.poll();
    }

    private SendQueue sender() {
        SendQueue known = queue;
        if (known == null) {
            throw new IllegalStateException("completesTo comes first");
        }
        return known;
    }

    synchronized boolean isLost() {
        return lost;
    }

    /** The indexes of what was taken. */
    synchronized List<Integer> order() {
        return List.copyOf(order);
    }

    boolean overlapped() {
        return overlapped;
    }
}
