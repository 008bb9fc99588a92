package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * What the callbacks of one session send to it until they are through: written one behind the other into as few contexts as
 * it fits, and offered to the queue together. Touched within the session's callbacks only.
 *
 * <p>The contexts are this batch's from when it acquires them until it offers them.
 */
final class Batch<M> {
    private static final int LARGEST_HINT = 32 << 10;
    private static final int MOST_CONTEXTS = 16;

    private final StandardSessions<M> layer;
    private final StandardSession<M> session;
    private final SendQueue queue;
    private @Nullable IoContext current;
    private @Nullable IoContext first;
    private @Nullable IoContext last;
    private int contexts;
    private int messages;
    private int bytes;
    private int lastBytes;
    private long unannounced;

    Batch(StandardSessions<M> layer, StandardSession<M> session, SendQueue queue) {
        this.layer = layer;
        this.session = session;
        this.queue = queue;
    }

    /** The load of what is in here and not announced to the queue yet. */
    long unannounced() {
        return unannounced;
    }

    /** Adds a message; REFUSED when there is no context for it. */
    SendResult add(M message, int size) {
        IoContext into = roomFor(size);
        if (into == null) {
            return SendResult.REFUSED;
        }
        boolean isFirst = into.buffer().position() == 0;
        layer.encode(message, size, into);
        messages++;
        bytes += size;
        unannounced += isFirst ? SendQueue.load(into, size) : size;
        // Announced at the end, all at once; but whoever is told of the congestion has to be told of its end as well.
        return queue.wouldCongest(unannounced) && announce() ? SendResult.CONGESTED : SendResult.QUEUED;
    }

    /** Hands everything to the queue. */
    void flush() {
        seal();
        IoContext chain = first;
        if (chain == null) {
            return;
        }
        first = null;
        last = null;
        contexts = 0;
        lastBytes = bytes;
        bytes = 0;
        announce();
        queue.offer(chain); // which drops it when the connection is gone
    }

    /** How many messages were added since this was asked last. */
    int takeMessages() {
        int added = messages;
        messages = 0;
        return added;
    }

    private boolean announce() {
        long load = unannounced;
        unannounced = 0;
        return load != 0 && queue.announce(load);
    }

    /** The context being written to, if so many bytes fit, or a new one. */
    private @Nullable IoContext roomFor(int size) {
        IoContext open = current;
        if (open != null && open.buffer().remaining() >= size) {
            return open;
        }
        seal();
        if (contexts >= MOST_CONTEXTS) {
            flush();
        }
        int hint = Math.min(Math.max(bytes, lastBytes), layer.atMostAContext(LARGEST_HINT));
        IoContext fresh = layer.contexts().acquire(Math.max(size, hint));
        if (fresh == null && hint > size) {
            fresh = layer.contexts().acquire(size);
        }
        if (fresh != null) {
            fresh.owner(session);
        }
        current = fresh;
        return fresh;
    }

    private void seal() {
        IoContext filled = current;
        current = null;
        if (filled == null) {
            return;
        }
        if (filled.buffer().position() == 0) {
            filled.release(); // what was to be its first message could not be encoded
            return;
        }
        filled.used(filled.buffer().flip().limit());
        if (last == null) {
            first = filled;
        } else {
            last.next(filled);
        }
        last = filled;
        contexts++;
    }
}
