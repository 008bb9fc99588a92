package io.quayside.core.session;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The incoming half of a session: what it receives into, from one receive to the next.
 *
 * <p>Where the transport lends contexts, a session holds none while it waits for bytes: it posts a receive without one, and
 * gives back what it is lent when all of it is decoded. What it can't decode soon moves to a context of the pool: the
 * beginning of a frame, behind which the next receive goes, and what is left when decoding pauses. A flow that fills what is
 * lent gets contexts of its own, as long as it is one.
 *
 * <pre>
 *   NONE --post--> POSTED --arrived--> DECODING --nothing whole left: post--> POSTED
 *   DECODING stays while the session is congested or runs a blocking task
 *   DECODING, NONE --no context to be had--> STARVED --one is free: post--> POSTED
 *   POSTED --end of stream, or the connection refuses--> ENDED
 * </pre>
 *
 * <p><b>Concurrency.</b> The strand's alone, but for {@link #completed} and {@link #keepFilled}, on the worker that completes a
 * receive: while one is posted, {@code context} and {@code lent} are that worker's, until it has signalled the strand.
 */
final class IncomingHalf<M> extends ReceiveRoom<M> {
    private enum State {
        NONE,
        POSTED,
        DECODING,
        STARVED,
        ENDED
    }

    private State state = State.NONE;

    /** What is received into, or decoded; null when nothing is left of it, and when a receive is posted without one. */
    private @Nullable IoContext context;

    private boolean lent;
    private int undecoded;

    IncomingHalf(StandardSessions<M> layer) {
        super(layer);
    }

    @Override
    void reset() {
        super.reset();
        state = State.NONE;
        context = null;
        lent = false;
        undecoded = 0;
    }

    /** A receive has completed, in whatever way: the context is the strand's, once that is signalled. On any worker. */
    void completed(IoContext completed) {
        context = completed;
    }

    boolean isPosted() {
        return state == State.POSTED;
    }

    boolean isDecoding() {
        return state == State.DECODING;
    }

    boolean isStarved() {
        return state == State.STARVED;
    }

    boolean hasEnded() {
        return state == State.ENDED;
    }

    /** Nothing is received any more; what is held stays. */
    void end() {
        state = State.ENDED;
    }

    /** What is to be decoded, between position and limit; null when nothing is left of it. */
    @Nullable IoContext held() {
        return context;
    }

    /** Bytes of an unfinished frame, behind which the receive is posted. */
    int undecoded() {
        return undecoded;
    }

    /** Bytes came, to be decoded now; answers how many. */
    int arrived() {
        IoContext held = requireNonNull(context);
        ByteBuffer buffer = held.buffer();
        held.used(buffer.position());
        int came = buffer.position() - undecoded;
        received(buffer);
        buffer.flip();
        state = State.DECODING;
        return came;
    }

    /**
     * Bytes came while a task blocks in the strand's place: they move to a context of the pool if they stand in a lent one, and one
     * is to be had. On the worker that completes the receive, before it says so: until then nobody else looks at the context.
     */
    void keepFilled(StandardSession<M> session) {
        IoContext filled = context;
        if (lent && filled != null && filled.buffer().position() > 0) {
            filled.buffer().flip();
            if (!moveToOwn(session, filled)) {
                filled.buffer()
                        .position(filled.buffer().limit())
                        .limit(filled.buffer().capacity());
            }
        }
    }

    /**
     * Decoding stops for a while, with bytes left: they move to a context of the pool if they stand in a lent one, and one is
     * to be had. Those that aren't wanted any more are dropped.
     */
    void pause(StandardSession<M> session, boolean wanted) {
        IoContext held = context;
        if (!lent || held == null) {
            return;
        }
        if (!wanted || !held.buffer().hasRemaining()) {
            release();
        } else if (moveToOwn(session, held)) {
            requireNonNull(context).buffer().flip();
        }
    }

    /** Moves what stands between position and limit to the beginning of a context of the pool; false when none is to be had. */
    private boolean moveToOwn(StandardSession<M> session, IoContext filled) {
        IoContext own = spareFor(session, filled.buffer().remaining());
        if (own == null) {
            return false;
        }
        context = moved(filled, own);
        lent = false;
        return true;
    }

    /**
     * Finds what the next receive is posted with: {@link #post} is to follow. False when no context is to be had: the session
     * keeps what it has, and is woken up later.
     *
     * @param wanted whether what comes is to be decoded; otherwise it is dropped
     */
    boolean prepare(StandardSession<M> session, boolean wanted) {
        IoContext held = context;
        if (held != null) {
            if (!wanted) {
                held.buffer().clear();
            } else if (state == State.DECODING) {
                keepUndecoded(held.buffer());
            }
        }
        int lends = session.lends();
        boolean borrows = lends > 0 && (held == null || held.buffer().position() == 0);
        IoContext into;
        if (borrows) {
            if (lent) {
                release();
            }
            into = wanted && nextSize() > lends ? roomier(session, context) : null;
        } else if (held == null) {
            into = first(session);
        } else {
            into = wanted ? next(session, held, lent) : held;
        }
        if (into == null && !borrows) {
            into = insteadOfLent(session);
        }
        if (into == null && !borrows) {
            state = State.STARVED;
            return false;
        }
        take(into, held);
        return true;
    }

    /**
     * The beginning of a frame for which no context is to be had waits in the pool's memory, however little, and not in what is
     * lent, which others need meanwhile. Answers the context that it moved to when that turns out to be large enough for the frame.
     */
    private @Nullable IoContext insteadOfLent(StandardSession<M> session) {
        IoContext held = context;
        if (!lent || held == null) {
            return null;
        }
        held.buffer().flip();
        if (!moveToOwn(session, held)) {
            held.buffer().position(held.buffer().limit()).limit(held.buffer().capacity());
            return null;
        }
        IoContext own = requireNonNull(context);
        return own.buffer().capacity() >= starvedOf() ? own : null;
    }

    /** A context of its own is posted, or none, which borrows one. */
    private void take(@Nullable IoContext into, @Nullable IoContext held) {
        boolean sparesOne = state == State.STARVED && (into == null || into == held);
        if (into == null) {
            release();
        }
        context = into;
        lent = into == null;
        undecoded = into == null ? 0 : into.buffer().position();
        if (sparesOne) {
            passWakeUpOn(); // it was woken up for a context that it has no use for
        }
    }

    /** Posts the receive; when it is refused, there will be none any more. */
    void post(Connection connection) {
        IoContext into = context;
        state = State.POSTED;
        boolean posted = into == null ? connection.receive() : connection.receive(into);
        if (!posted) {
            state = State.ENDED;
        }
    }

    /** Gives back what it holds. */
    void release() {
        IoContext held = context;
        if (held != null) {
            context = null;
            held.release();
        }
    }

    /** Moves the bytes of an unfinished frame to the beginning, unless they are there, and makes room behind them. */
    private static void keepUndecoded(ByteBuffer buffer) {
        if (buffer.position() == 0) {
            buffer.position(buffer.limit()).limit(buffer.capacity());
        } else {
            buffer.compact();
        }
    }
}
