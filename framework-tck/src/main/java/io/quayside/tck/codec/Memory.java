package io.quayside.tck.codec;

import io.quayside.api.Open;
import java.nio.ByteBuffer;

/**
 * The kinds of memory that a codec may be handed.
 *
 * @since 0.1
 */
@Open
public enum Memory {
    /** An array's whole memory. */
    HEAP(false, 0, 0, 0),
    /** Memory within an array, which doesn't begin at the array's beginning. */
    HEAP_SLICE(false, 5, 3, 7),
    /** As pools have it. */
    DIRECT(true, 0, 0, 0),
    /** As pools have it, in use already, and with room after what a codec may touch. */
    DIRECT_IN_USE(true, 9, 13, 11);

    private final boolean direct;
    private final int outside;
    private final int before;
    private final int behind;

    Memory(boolean direct, int outside, int before, int behind) {
        this.direct = direct;
        this.outside = outside;
        this.before = before;
        this.behind = behind;
    }

    /** A buffer with so many bytes between position and limit. */
    public ByteBuffer room(int bytes) {
        int capacity = before + bytes + behind;
        ByteBuffer whole =
                direct ? ByteBuffer.allocateDirect(outside + capacity) : ByteBuffer.allocate(outside + capacity);
        return whole.position(outside).slice().position(before).limit(before + bytes);
    }

    /** A buffer with these bytes between position and limit. */
    public ByteBuffer of(byte[] bytes) {
        ByteBuffer room = room(bytes.length);
        return room.put(room.position(), bytes);
    }
}
