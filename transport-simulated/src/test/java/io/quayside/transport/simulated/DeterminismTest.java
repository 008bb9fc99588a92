package io.quayside.transport.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A seed is a run. */
class DeterminismTest {
    private static EchoRun run(long seed) {
        EchoRun run = new EchoRun(new SimulatedNetwork(seed, Faults.all()), 5, 300);
        run.finish();
        return run;
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        for (long seed = 0; seed < 100; seed++) {
            EchoRun one = run(seed);
            EchoRun other = run(seed);
            assertEquals(one.network().trace(), other.network().trace());
            assertEquals(one.network().digest(), other.network().digest());
            assertEquals(one.network().steps(), other.network().steps());
            assertEquals(one.network().time().nanoTime(), other.network().time().nanoTime());
            assertEquals(one.stories(), other.stories());
        }
    }

    @Test
    void differentSeedsGiveDifferentRuns() {
        Set<Long> digests = new HashSet<>();
        for (long seed = 0; seed < 1_000; seed++) {
            digests.add(run(seed).network().digest());
        }
        assertEquals(1_000, digests.size());
        assertNotEquals(run(1).network().trace(), run(2).network().trace());
    }

    /** What a seed means may change with this module's versions, but never between machines or JDKs. */
    @Test
    void aSeedMeansTheSameEverywhere() {
        Draws draws = new Draws(42);
        assertEquals(-4767286540954276203L, draws.next());
        assertEquals(2949826092126892291L, draws.next());
        assertEquals(5139283748462763858L, draws.next());
    }
}
