package io.quayside.transport.uring;

import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that came for a connection when no receive was posted, or more than the posted one takes: buffers of the ring, chained
 * in order, each filled up to its position; the first may be used up in part.
 */
final class HeldBytes {
    private final ReceiveBuffers buffers;
    private @Nullable IoContext oldest;
    private @Nullable IoContext newest;
    private int count;
    private int used;

    HeldBytes(ReceiveBuffers buffers) {
        this.buffers = buffers;
    }

    /** How many buffers. */
    int count() {
        return count;
    }

    /** Holds a buffer. */
    void add(IoContext filled) {
        if (newest == null) {
            oldest = filled;
        } else {
            newest.next(filled);
        }
        newest = filled;
        count++;
    }

    /** Moves as many bytes as there are and go in, and gives back what is used up. */
    void moveTo(ByteBuffer room) {
        while (oldest != null && room.hasRemaining()) {
            ByteBuffer from = oldest.buffer();
            int length = Math.min(from.position() - used, room.remaining());
            room.put(room.position(), from, used, length);
            room.position(room.position() + length);
            used += length;
            if (used == from.position()) {
                buffers.giveBack(remove(oldest));
            }
        }
    }

    /** Lets go of the oldest buffer, with what isn't used up at its beginning; there is one. */
    IoContext removeOldest() {
        IoContext first = oldest;
        if (first == null) {
            throw new IllegalStateException("nothing is held");
        }
        if (used > 0) {
            first.buffer().limit(first.buffer().position()).position(used).compact();
        }
        return remove(first);
    }

    /** Gives everything back. */
    void dropAll() {
        while (oldest != null) {
            buffers.giveBack(remove(oldest));
        }
    }

    private IoContext remove(IoContext first) {
        oldest = first.next();
        if (oldest == null) {
            newest = null;
        }
        first.next(null);
        used = 0;
        count--;
        return first;
    }
}
