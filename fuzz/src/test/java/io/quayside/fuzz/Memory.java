package io.quayside.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The memory that a codec is handed: a part of something larger, at an odd place, on the heap or outside of it. What lies
 * around it is known, so that a codec that reads it is misled by it and one that writes it is found out. For one thread.
 */
final class Memory {
    private static final int MARGIN = 13;
    private static final int LARGEST = 1 << 16;

    private final ByteBuffer heap = ByteBuffer.allocate(LARGEST + 4 * MARGIN);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(LARGEST + 4 * MARGIN);
    private final byte[] filling = new byte[LARGEST + 4 * MARGIN];
    private ByteBuffer whole = heap;
    private int start;
    private int end;

    /**
     * A buffer with so many bytes between position and limit.
     *
     * @param kind what memory, and what lies around it: any number
     */
    ByteBuffer room(int kind, int bytes) {
        boolean odd = (kind & 2) != 0;
        whole = (kind & 1) == 0 ? heap : direct;
        Arrays.fill(filling, (byte) ((kind & 4) == 0 ? '\n' : 0xA5));
        int outside = odd ? 7 : 0;
        int before = odd ? MARGIN : 0;
        start = outside + before;
        end = start + bytes;
        int size = end + MARGIN;
        whole.clear().put(0, filling, 0, size);
        return whole.position(outside).limit(size).slice().position(before).limit(before + bytes);
    }

    /** Fails when anything was written around the room. */
    void requireUntouched() {
        ByteBuffer all = whole.duplicate().clear();
        for (int i = 0; i < end + MARGIN; i++) {
            if (i < start || i >= end) {
                assertEquals(filling[i], all.get(i), "a byte was written outside of the room, at " + (i - start));
            }
        }
    }
}
