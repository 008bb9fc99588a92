package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * What the callbacks of one session send to it until they are through: written one behind the other into as few contexts as
 * it fits, and offered to its queue together. A thread has one, for the session whose callbacks it runs; it is empty
 * whenever the thread goes on to another.
 *
 * <p>The contexts are this batch's from when it acquires them until it offers them.
 */
final class Batch {
    private static final int LARGEST_HINT = 32 << 10;
    private static final int MOST_CONTEXTS = 16;

    private @Nullable IoContext current;
    private @Nullable IoContext first;
    private @Nullable IoContext last;
    private int contexts;
    private int messages;
    private int bytes;
    private long unannounced;

    /** The load of what is in here and not announced to the queue yet. */
    long unannounced() {
        return unannounced;
    }

    /** Adds a message; REFUSED when there is no context for it. */
    <M> SendResult add(OutgoingHalf<M> session, M message, int size) {
        IoContext into = roomFor(session, size);
        if (into == null) {
            return SendResult.REFUSED;
        }
        boolean isFirst = into.buffer().position() == 0;
        session.layer().encode(message, size, into);
        messages++;
        bytes += size;
        unannounced += isFirst ? Backlog.load(into, size) : size;
        // Announced at the end, all at once; but whoever is told of the congestion has to be told of its end as well.
        boolean congests = session.queue().wouldCongest(unannounced) && announce(session);
        return congests ? SendResult.CONGESTED : SendResult.QUEUED;
    }

    /** Hands everything to the queue of the session it was sent to; answers how many messages were added since the last time. */
    int flush(OutgoingHalf<?> session) {
        seal();
        int added = messages;
        messages = 0;
        IoContext chain = first;
        if (chain == null) {
            return added;
        }
        first = null;
        last = null;
        contexts = 0;
        session.batchedLast(bytes);
        bytes = 0;
        announce(session);
        session.queue().offer(chain); // which drops it when the connection is gone
        return added;
    }

    private boolean announce(OutgoingHalf<?> session) {
        long load = unannounced;
        unannounced = 0;
        return load != 0 && session.queue().announce(load);
    }

    /** The context being written to, if so many bytes fit, or a new one. */
    private @Nullable IoContext roomFor(OutgoingHalf<?> session, int size) {
        IoContext open = current;
        if (open != null && open.buffer().remaining() >= size) {
            return open;
        }
        seal();
        if (contexts >= MOST_CONTEXTS) {
            messages += flush(session);
        }
        StandardSessions<?> layer = session.layer();
        int hint = Math.min(Math.max(bytes, session.batchedLast()), layer.atMostAContext(LARGEST_HINT));
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
