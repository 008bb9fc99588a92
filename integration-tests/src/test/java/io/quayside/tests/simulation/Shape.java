package io.quayside.tests.simulation;

import io.quayside.transport.simulated.Faults;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What a seed makes of a run: the network, the server's limits, and how its clients behave.
 *
 * @param faults what the network does
 * @param rough whether connections break, by the network, the clients or somebody else's hand
 * @param tight whether the server is short of I/O contexts
 * @param clients how many connect
 * @param places how many sessions there may be
 * @param waiting how many may wait for one
 */
record Shape(Faults faults, boolean rough, boolean tight, int clients, int places, int waiting) {
    /** Drawn from a seed. */
    static Shape of(long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + 7);
        boolean rough = random.nextInt(3) > 0;
        boolean tight = random.nextInt(3) == 0;
        int clients = 2 + random.nextInt(4);
        boolean crowded = random.nextInt(3) == 0;
        int places = crowded ? 1 + random.nextInt(3) : clients;
        int waiting = crowded && rough ? random.nextInt(3) : clients;
        return new Shape(network(random, rough), rough, tight, clients, places, waiting);
    }

    /** Nobody breaks anything and there is enough of everything: then nothing may be missing in the end. */
    boolean isKind() {
        return !rough && !tight;
    }

    private static Faults network(SplittableRandom random, boolean rough) {
        int smallest = random.nextInt(4) == 0 ? 16 : 256;
        Faults faults = Faults.lossless()
                .stalls(random.nextInt(3) * 0.005, Duration.ofMillis(300))
                .windows(smallest, 8 << 10);
        return rough ? faults.resets(random.nextInt(3) * 0.004).refusedConnects(0.05) : faults;
    }

    @Override
    public String toString() {
        return clients + " clients, " + places + " places, " + waiting + " may wait" + (rough ? ", rough" : "")
                + (tight ? ", short of contexts" : "");
    }
}
