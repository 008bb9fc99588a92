package io.quayside.distribution.chat;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect: twice as long each time, up to a bound, and a little differently in
 * every client, so that those of a server that was restarted don't come back at the same moment. Belongs to the loop.
 */
final class BackOff {
    private static final long FIRST_MILLIS = 500;
    private static final long LAST_MILLIS = 30_000;
    private static final double SPREAD = 0.2;

    private final RandomGenerator random;
    private long millis = FIRST_MILLIS;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        double factor = 1 + SPREAD * (2 * random.nextDouble() - 1);
        Duration delay = Duration.ofMillis(Math.round(millis * factor));
        millis = Math.min(LAST_MILLIS, millis * 2);
        return delay;
    }

    void reset() {
        millis = FIRST_MILLIS;
    }
}
