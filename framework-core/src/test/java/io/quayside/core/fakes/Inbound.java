package io.quayside.core.fakes;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One connection's way in: what was posted for receiving, and what the peer has sent. Guarded by the connection's lock. */
final class Inbound {
    private final Queue<IoContext> posted = new ArrayDeque<>();
    private final Queue<ByteBuffer> arrived = new ArrayDeque<>();
    private boolean ended;
    private boolean endTold;
    private long sequence;

    boolean accepts() {
        return !endTold;
    }

    void post(IoContext context) {
        context.operation(Operation.RECEIVE);
        context.sequence(sequence++);
        posted.add(context);
    }

    /** A chunk comes in by itself: it shares a receive with no other, and takes several when it is larger than they are. */
    void arrive(byte[] chunk) {
        if (ended) {
            throw new IllegalStateException("the peer has ended its stream and cannot send any more");
        }
        if (chunk.length > 0) {
            arrived.add(ByteBuffer.wrap(chunk.clone()));
        }
    }

    void end() {
        ended = true;
    }

    /** Bytes of the peer that nobody has posted a receive for yet. */
    int unread() {
        return arrived.stream().mapToInt(ByteBuffer::remaining).sum();
    }

    int posted() {
        return posted.size();
    }

    /** The first receive that can complete with bytes, filled. */
    @Nullable IoContext filled() {
        ByteBuffer chunk = arrived.peek();
        if (chunk == null || posted.isEmpty()) {
            return null;
        }
        IoContext context = posted.remove();
        ByteBuffer part = chunk.slice();
        part.limit(Math.min(part.remaining(), context.buffer().remaining()));
        context.buffer().put(part);
        chunk.position(chunk.position() + part.position());
        if (!chunk.hasRemaining()) {
            arrived.remove();
        }
        return context;
    }

    /** The receive that completes with the end of the stream, once, behind all bytes. */
    @Nullable IoContext ended() {
        if (!ended || endTold || !arrived.isEmpty() || posted.isEmpty()) {
            return null;
        }
        endTold = true;
        return posted.remove();
    }

    /** Everything posted, which will not be filled any more. */
    List<IoContext> giveUp() {
        List<IoContext> all = new ArrayList<>(posted);
        posted.clear();
        arrived.clear();
        return all;
    }
}
