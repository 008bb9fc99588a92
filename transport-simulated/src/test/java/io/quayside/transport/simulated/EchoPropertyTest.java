package io.quayside.transport.simulated;

import org.junit.jupiter.api.Test;

/**
 * Echoes over raw connections, thousands of seeds of them, with everything on that a network can do. After every step each
 * context is with whom the books say; in the end no byte was lost, doubled or crossed, and every connection was closed once
 * and last.
 */
class EchoPropertyTest {
    private static final int SEEDS = 3_000;

    @Test
    void withAllFaults() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedNetwork.check(seed, Faults.all(), network -> new EchoRun(network, 4, 400).finish());
        }
    }

    @Test
    void withConnectionsThatBreakAllTheTime() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedNetwork.check(seed, Faults.all().resets(0.05), network -> new EchoRun(network, 3, 200).finish());
        }
    }

    @Test
    void losingNothing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedNetwork.check(seed, Faults.lossless(), network -> {
                EchoRun run = new EchoRun(network, 3, 300);
                run.finish();
                run.assertAllEchoed();
            });
        }
    }

    @Test
    void oneByteAtATimeThroughOneByteOfWindow() {
        for (int seed = 0; seed < SEEDS / 10; seed++) {
            SimulatedNetwork.check(seed, Faults.lossless().pieces(1).windows(1, 1), network -> {
                EchoRun run = new EchoRun(network, 3, 100);
                run.finish();
                run.assertAllEchoed();
            });
        }
    }
}
