package io.quayside.tests.simulation;

import org.junit.jupiter.api.Test;

/** Echoes through the whole server: what isn't cut comes back whole, and nothing is left of anything. */
class EchoSeedsTest {
    private static final int SEEDS = 3_000;

    @Test
    void everyByteComesBackOnce() {
        for (long seed = 0; seed < SEEDS; seed++) {
            EchoRun.run(seed);
        }
    }
}
