package io.quayside.core;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what has no event of its own, by looking every two milliseconds. */
final class Waiting {
    /** What nanoseconds can count. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final long LOOK_EVERY_NANOS = 2_000_000;

    private Waiting() {}

    /** Whether something came to be true before the deadline. */
    static boolean until(BooleanSupplier holds, Duration deadline) {
        long end = System.nanoTime() + (deadline.compareTo(LONGEST) > 0 ? LONGEST : deadline).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }
}
