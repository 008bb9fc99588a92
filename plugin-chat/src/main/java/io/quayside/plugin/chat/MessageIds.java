package io.quayside.plugin.chat;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers for messages, unique and increasing: the millisecond in the upper bits, a count within it in the lower 20. A
 * server that is started again goes on with greater ones as long as its clock does, without having stored anything. When
 * more than a million come in one millisecond, or the clock is set back, they run ahead of the clock and stay increasing.
 *
 * <p>Concurrency: any thread; one compare-and-set.
 */
final class MessageIds {
    private static final int COUNT_BITS = 20;

    private final AtomicLong last = new AtomicLong();

    /** The next number. */
    long next(long nowMillis) {
        long earliest = nowMillis << COUNT_BITS;
        while (true) {
            long before = last.get();
            long next = Math.max(before + 1, earliest);
            if (last.compareAndSet(before, next)) {
                return next;
            }
        }
    }
}
