package io.quayside.transport.uring;

import io.quayside.transport.uring.ring.BufferRing;
import java.nio.ByteBuffer;

/**
 * Bytes that came for a connection when no context was posted, or more than the posted one takes: buffers of the ring, in
 * order, the first of which may be used up in part. Has no memory of its own until there are such bytes.
 */
final class HeldBytes {
    private static final int[] NONE = {};
    private static final int FIRST_ROOM = 4;

    private final ReceiveBuffers buffers;
    private int[] numbers = NONE;
    private int[] ends = NONE;
    private int oldest;
    private int count;
    private int used;

    HeldBytes(ReceiveBuffers buffers) {
        this.buffers = buffers;
    }

    /** How many buffers. */
    int count() {
        return count;
    }

    /** Holds the buffer that a completion's flags tell of. */
    void add(int flags, int length) {
        if (count == numbers.length) {
            grow();
        }
        int at = (oldest + count++) & (numbers.length - 1);
        numbers[at] = BufferRing.number(flags);
        ends[at] = length;
    }

    private void grow() {
        int room = Math.max(FIRST_ROOM, 2 * count);
        int[] moreNumbers = new int[room];
        int[] moreEnds = new int[room];
        for (int i = 0; i < count; i++) {
            int at = (oldest + i) & (numbers.length - 1);
            moreNumbers[i] = numbers[at];
            moreEnds[i] = ends[at];
        }
        numbers = moreNumbers;
        ends = moreEnds;
        oldest = 0;
    }

    /** Moves as many bytes as there are and go in, and gives back what is used up. */
    void moveTo(ByteBuffer room) {
        while (count > 0 && room.hasRemaining()) {
            int number = numbers[oldest];
            int length = Math.min(ends[oldest] - used, room.remaining());
            room.put(room.position(), buffers.get(number), used, length);
            room.position(room.position() + length);
            used += length;
            if (used == ends[oldest]) {
                drop(number);
            }
        }
    }

    /** Gives everything back. */
    void dropAll() {
        while (count > 0) {
            drop(numbers[oldest]);
        }
    }

    private void drop(int number) {
        buffers.giveBack(number);
        used = 0;
        oldest = (oldest + 1) & (numbers.length - 1);
        count--;
    }
}
