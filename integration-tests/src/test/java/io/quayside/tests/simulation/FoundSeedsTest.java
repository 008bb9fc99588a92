package io.quayside.tests.simulation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds that have shown something once; kept by themselves, so that they stay when the others change. */
class FoundSeedsTest {
    /** Those in the line hold all contexts, and the session inside needs one: it goes on when they have waited too long. */
    @ParameterizedTest
    @ValueSource(longs = {4129, 5423})
    void whoWaitsDoesNotHoldTheServerUpForEver(long seed) {
        ChatSimulation.run(seed);
    }

    /** A client ends its stream while it waits in the line: it has left the line. */
    @ParameterizedTest
    @ValueSource(longs = 93)
    void whoEndsTheStreamLeavesTheLine(long seed) {
        EchoRun.run(seed);
    }

    /** What was kept of a session's connection in the line lies in the context that the session waits for. */
    @ParameterizedTest
    @ValueSource(longs = {13929, 28638})
    void nobodyWaitsForTheContextOfTheirOwnEarlyBytes(long seed) {
        ChatSimulation.run(seed);
    }
}
