package io.quayside.core.session;

import io.quayside.api.codec.CodecException;
import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Finds the context to receive into next: the one at hand, behind the bytes of an unfinished frame, or another where that
 * frame or the flow of bytes asks for a larger or a smaller one. The strand's alone.
 *
 * <p>A context that is handed in is the pipeline's again when it comes back, and released when another comes back instead.
 */
final class ReceiveRoom<M> {
    private final StandardSessions<M> layer;
    private final ReceiveSize size;
    private int starvedOf;

    ReceiveRoom(StandardSessions<M> layer) {
        this.layer = layer;
        this.size = new ReceiveSize(layer.atMostAContext(layer.limits().largestReceive()));
    }

    void reset() {
        size.reset();
        starvedOf = 0;
    }

    /** A receive has filled the buffer up to its position. */
    void received(ByteBuffer filled) {
        size.received(filled);
    }

    /** A context for a session that holds none; null when none is to be had now, and the session is woken up later. */
    @Nullable IoContext first(StandardSession<M> session) {
        return acquire(session, size.next());
    }

    /**
     * A context with room behind the bytes that are not decoded yet, which stand from the buffer's beginning to its
     * position; null when none is to be had now: the session keeps what it has, and is woken up later.
     *
     * @throws CodecException when these bytes begin a frame larger than allowed
     */
    @Nullable IoContext next(StandardSession<M> session, IoContext held) {
        int kept = held.buffer().position();
        if (kept == 0) {
            return fitting(session, held);
        }
        int wanted = wanted(held, kept);
        return wanted <= held.buffer().capacity() ? held : moved(session, held, wanted);
    }

    /** The session ended while it waited: a wake-up that was on its way is of use to the next who waits. */
    void passWakeUpOn() {
        IoContext free = layer.contexts().acquire(starvedOf);
        if (free != null) {
            free.release(); // which tells them
        }
    }

    /** The same context when the next receive wants one like it, or else another if one is to be had. */
    private IoContext fitting(StandardSession<M> session, IoContext held) {
        if (!size.shouldChange(held.buffer().capacity())) {
            return held;
        }
        IoContext other = layer.contexts().acquire(size.next());
        if (other == null) {
            return held;
        }
        other.owner(session);
        held.release();
        return other;
    }

    /** How large the context has to be for the frame that has begun, {@code kept} bytes of which are here. */
    private int wanted(IoContext held, int kept) {
        int most = layer.codec().maximumFrameSize();
        held.view().order(ByteOrder.BIG_ENDIAN).limit(kept).position(0); // whoever had it may have changed the order
        int announced = layer.codec().frameSize(held.view());
        if (announced > most || kept >= most) {
            throw new CodecException(
                    "a frame of " + Math.max(announced, kept) + " bytes; the largest allowed is " + most);
        }
        if (announced > 0) {
            return announced;
        }
        int capacity = held.buffer().capacity();
        return kept < capacity ? capacity : (int) Math.min(most, capacity * 4L);
    }

    private @Nullable IoContext moved(StandardSession<M> session, IoContext held, int wanted) {
        IoContext larger = acquire(session, wanted);
        if (larger == null) {
            return null;
        }
        held.buffer().flip();
        larger.buffer().put(held.buffer());
        larger.used(larger.buffer().position());
        held.release();
        return larger;
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
