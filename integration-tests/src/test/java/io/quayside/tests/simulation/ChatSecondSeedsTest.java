package io.quayside.tests.simulation;

import org.junit.jupiter.api.Test;

/** Half of the chat's seeds; the other half is a class of its own, so that two cores have something to do. */
class ChatSecondSeedsTest {
    @Test
    void nothingIsLostDoubledCrossedOrLeftOver() {
        for (long seed = 5_000; seed < 10_000; seed++) {
            ChatSimulation.run(seed);
        }
    }
}
