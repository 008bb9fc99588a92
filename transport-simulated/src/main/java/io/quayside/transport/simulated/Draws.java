package io.quayside.transport.simulated;

/**
 * Numbers drawn from a seed: SplitMix64, written out here so that a seed means the same on every JDK. Guarded by the
 * network's lock.
 */
final class Draws {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final double UNIT = 0x1p-53;

    private long state;

    Draws(long seed) {
        this.state = seed;
    }

    long next() {
        state += GOLDEN;
        return mixed(state);
    }

    /** From 0 up to, but not including, the bound. */
    int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** From 0 up to, but not including, the bound. */
    long below(long bound) {
        return (next() >>> 1) % bound;
    }

    /** From the least to the greatest, both included. */
    long between(long least, long greatest) {
        return least == greatest ? least : least + below(greatest - least + 1);
    }

    /** True with this probability; what never happens costs no draw. */
    boolean chance(double probability) {
        return probability > 0 && (next() >>> 11) * UNIT < probability;
    }

    /** A long whose bits depend on all bits of the other. */
    static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
