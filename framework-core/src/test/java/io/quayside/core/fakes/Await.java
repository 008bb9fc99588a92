package io.quayside.core.fakes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about and nobody announces. */
public final class Await {
    private static final long SECONDS = 20;
    private static final long LOOK_EVERY_NANOS = 50_000;

    private Await() {}

    /** Returns as soon as the condition holds; fails when it takes too long. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError("waited " + SECONDS + " seconds in vain until " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
