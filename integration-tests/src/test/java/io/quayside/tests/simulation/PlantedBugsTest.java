package io.quayside.tests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test of the tests: bugs on the way back of a context are found soon, and their seeds find them again. */
class PlantedBugsTest {
    private static final int SEEDS = 500;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void isFoundAndFoundAgain(Planted bug) {
        for (long seed = 0; seed < SEEDS; seed++) {
            String found = whatIsWrong(seed, bug);
            if (found != null) {
                long again = seed;
                String said = assertThrows(AssertionError.class, () -> ChatSimulation.run(again, bug))
                        .getMessage();
                assertTrue(said.contains("seed " + seed + ","), said);
                assertEquals(trace(found), trace(said));
                System.out.println(bug + " is found by seed " + seed + ": " + firstLine(found));
                return;
            }
        }
        fail(bug + " isn't found by " + SEEDS + " seeds");
    }

    private static @Nullable String whatIsWrong(long seed, Planted bug) {
        try {
            ChatSimulation.run(seed, bug);
            return null;
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** From the seed on; what stands before it has session numbers in it, which count on from run to run. */
    private static String trace(String text) {
        return text.substring(text.indexOf("\nseed "));
    }
}
