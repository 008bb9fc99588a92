package io.quayside.core.session;

import java.nio.ByteBuffer;

/**
 * How large a session's next receive context should be: small while little comes, so that a quiet connection pins little;
 * larger as soon as one is filled to the end. The strand's alone.
 */
final class ReceiveSize {
    private static final int SMALLEST = 512;
    private static final int STEP = 8;
    private static final int PATIENCE = 4;

    private final int largest;
    private int next;
    private int sparse;

    ReceiveSize(int largest) {
        this.largest = largest;
        reset();
    }

    void reset() {
        next = Math.min(SMALLEST, largest);
        sparse = 0;
    }

    /** A receive has filled the buffer up to its position. */
    void received(ByteBuffer filled) {
        if (!filled.hasRemaining()) {
            next = (int) Math.min(largest, (long) filled.capacity() * STEP);
            sparse = 0;
        } else if (filled.position() > filled.capacity() / STEP) {
            sparse = 0;
        } else if (++sparse >= PATIENCE) {
            next = Math.min(largest, Math.max(SMALLEST, filled.position()));
        }
    }

    /** Bytes that the next context should hold. */
    int next() {
        return next;
    }

    /** Whether a context with this capacity should give way to one of the next size. */
    boolean shouldChange(int capacity) {
        return capacity < next || capacity > largest * 2L || (sparse >= PATIENCE && capacity >= (long) next * STEP);
    }
}
