package io.quayside.core.session;

import java.nio.ByteBuffer;

/**
 * How large a session's next receive context should be: small while little comes, so that a quiet connection pins little;
 * larger as soon as one is filled to the end. The strand's alone.
 */
class ReceiveSize {
    private static final int SMALLEST = 512;
    private static final int STEP = 8;
    private static final int PATIENCE = 4;

    private final int largest;
    private int next;
    private int sparse;

    ReceiveSize(int largest) {
        this.largest = largest;
        this.next = Math.min(SMALLEST, largest);
    }

    void reset() {
        next = Math.min(SMALLEST, largest);
        sparse = 0;
    }

    /** A receive has filled the buffer up to its position. */
    final void received(ByteBuffer filled) {
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
    final int nextSize() {
        return next;
    }

    /** Whether a context with this capacity should give way to one of the next size. */
    final boolean shouldChange(int capacity) {
        return capacity < next || isForLargeFrames(capacity) || (sparse >= PATIENCE && capacity >= (long) next * STEP);
    }

    /** Whether a context with this capacity is larger than anything is received into but a single frame that needs it. */
    final boolean isForLargeFrames(int capacity) {
        return capacity > largest * 2L;
    }
}
