package io.quayside.core.session;

import io.quayside.api.codec.CodecException;
import io.quayside.api.pool.IoContext;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Finds the context to receive into next: the one at hand, behind the bytes of an unfinished frame, or another where that
 * frame or the flow of bytes asks for a larger or a smaller one. A flow that never ends with a frame grows its context as well:
 * one that stayed small would cut what comes into small pieces for good. The strand's alone.
 *
 * <p>A context that is handed in is the caller's again when it comes back, and released when another comes back instead. One
 * that the transport has lent never comes back.
 */
class ReceiveRoom<M> extends ReceiveSize {
    private final StandardSessions<M> layer;
    private int starvedOf;

    ReceiveRoom(StandardSessions<M> layer) {
        super(layer.atMostAContext(layer.limits().largestReceive()));
        this.layer = layer;
    }

    @Override
    void reset() {
        super.reset();
        starvedOf = 0;
    }

    /** A context for a session that holds none; null when none is to be had now, and the session is woken up later. */
    final @Nullable IoContext first(StandardSession<M> session) {
        return acquire(session, nextSize());
    }

    /**
     * A context for a flow that fills what the transport lends: the one at hand if it will do, or another; null when none is to
     * be had now, and the session borrows on.
     */
    final @Nullable IoContext roomier(StandardSession<M> session, @Nullable IoContext held) {
        return held == null ? spare(session, nextSize()) : fitting(session, held);
    }

    /**
     * A context for so many bytes that stand in a lent one, in the worst case one of those for large frames: these bytes keep
     * less from others there than in what is lent; null when none is to be had now. From any thread: it touches the pool only.
     */
    final @Nullable IoContext spareFor(StandardSession<M> session, int bytes) {
        if (bytes > layer.contexts().largestContext()) {
            return null; // a transport lends more than a pool holds
        }
        IoContext acquired = layer.contexts().acquire(bytes);
        if (acquired != null) {
            acquired.owner(session);
        }
        return acquired;
    }

    /** How many bytes the context has to hold that it waits for, or has waited for last. */
    final int starvedOf() {
        return starvedOf;
    }

    /** A context that is of use to the session, and nothing that it waits for; null when none is to be had now. */
    final @Nullable IoContext spare(StandardSession<M> session, int bytes) {
        IoContext acquired = unlessForLargeFrames(layer.contexts().acquire(bytes));
        if (acquired != null) {
            acquired.owner(session);
        }
        return acquired;
    }

    /**
     * A context with room behind the bytes that are not decoded yet, which stand from the buffer's beginning to its
     * position; null when none is to be had now: the session keeps what it has, and is woken up later.
     *
     * @param lent whether the context at hand is the transport's, and only what stands in it is kept
     * @throws CodecException when these bytes begin a frame larger than allowed
     */
    final @Nullable IoContext next(StandardSession<M> session, IoContext held, boolean lent) {
        int kept = held.buffer().position();
        if (kept == 0) {
            return fitting(session, held);
        }
        int capacity = lent ? 0 : held.buffer().capacity();
        int wanted = wanted(held, kept, capacity);
        if (nextSize() > Math.max(capacity, wanted)) {
            IoContext roomier = spare(session, nextSize());
            if (roomier != null) {
                held.buffer().flip();
                return moved(held, roomier);
            }
        }
        if (wanted <= capacity) {
            return held;
        }
        IoContext larger = acquire(session, wanted);
        if (larger == null) {
            return null;
        }
        held.buffer().flip();
        return moved(held, larger);
    }

    /** Whether it has ever waited for a context, and so may still be woken up for one. */
    final boolean hasWaited() {
        return starvedOf != 0;
    }

    /** The session ended, or has no use for a context any more: a wake-up that was on its way is of use to the next who waits. */
    final void passWakeUpOn() {
        IoContext free = layer.contexts().acquire(starvedOf);
        if (free != null) {
            free.used(0);
            free.release(); // which tells them
        }
    }

    /** The same context when the next receive wants one like it, or else another if one is to be had. */
    private IoContext fitting(StandardSession<M> session, IoContext held) {
        int capacity = held.buffer().capacity();
        if (!shouldChange(capacity)) {
            return held;
        }
        IoContext other = spare(session, nextSize());
        if (other == null && isForLargeFrames(capacity)) {
            other = spare(session, 1);
        }
        if (other == null) {
            return held;
        }
        held.release();
        return other;
    }

    /** Gives a context back with which larger ones helped out: a session that is quiet next would keep it from large frames. */
    private @Nullable IoContext unlessForLargeFrames(@Nullable IoContext acquired) {
        if (acquired == null || !isForLargeFrames(acquired.buffer().capacity())) {
            return acquired;
        }
        acquired.used(0);
        acquired.release();
        return null;
    }

    /** How large a context has to be for the frame that has begun, {@code kept} bytes of which are here. */
    private int wanted(IoContext held, int kept, int capacity) {
        int most = layer.codec().maximumFrameSize();
        held.view().order(ByteOrder.BIG_ENDIAN).limit(kept).position(0); // whoever had it may have changed the order
        int announced = layer.codec().frameSize(held.view());
        if (announced > most || kept >= most) {
            throw new CodecException(
                    "a frame of " + Math.max(announced, kept) + " bytes; the largest allowed is " + most);
        }
        if (announced > kept) {
            return announced;
        }
        if (announced > 0) {
            throw new IllegalStateException(
                    "the codec says that a frame has " + announced + " bytes, has " + kept + ", and doesn't take it");
        }
        if (capacity == 0) {
            return (int) Math.min(most, Math.max(nextSize(), kept * 2L));
        }
        return kept < capacity ? capacity : (int) Math.min(most, capacity * 4L);
    }

    /** Moves what stands between position and limit to the beginning of another context, and releases the first. */
    static IoContext moved(IoContext held, IoContext other) {
        other.buffer().put(held.buffer());
        other.used(other.buffer().position());
        held.release();
        return other;
    }

    private @Nullable IoContext acquire(StandardSession<M> session, int bytes) {
        IoContext acquired = layer.contexts().acquire(bytes);
        if (acquired == null) {
            starvedOf = bytes;
            layer.contexts().whenAvailable(bytes, session::wakeForContext);
        } else {
            acquired.owner(session);
        }
        return acquired;
    }
}
