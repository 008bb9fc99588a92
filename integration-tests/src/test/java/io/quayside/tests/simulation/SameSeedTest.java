package io.quayside.tests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** A seed is a run: everything that happens on the network, byte by byte, happens again. */
class SameSeedTest {
    private static final int SEEDS = 200;

    @Test
    void sameSeedSameRun() {
        for (long seed = 0; seed < SEEDS; seed++) {
            long first = ChatSimulation.run(seed, Planted.NOTHING);
            assertEquals(first, ChatSimulation.run(seed, Planted.NOTHING), "seed " + seed);
        }
    }

    @Test
    void anotherSeedAnotherRun() {
        assertNotEquals(ChatSimulation.run(1, Planted.NOTHING), ChatSimulation.run(2, Planted.NOTHING));
    }
}
