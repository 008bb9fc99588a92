package io.quayside.tests.simulation;

import io.quayside.transport.simulated.SimulatedNetwork;

/** Runs a chat server for one seed. */
final class ChatSimulation {
    private ChatSimulation() {}

    /** Runs one seed; throws with seed and trace when anything is wrong. */
    static void run(long seed) {
        run(seed, Planted.NOTHING);
    }

    /** As {@link #run(long)}, with a bug beneath. Answers a number that tells runs apart. */
    static long run(long seed, Planted planted) {
        long[] digest = new long[1];
        Shape shape = Shape.of(seed);
        QuietLog.during(() -> SimulatedNetwork.check(seed, shape.faults(), network -> {
            new ChatRun(network, shape, planted).finish();
            digest[0] = network.digest();
        }));
        return digest[0];
    }
}
