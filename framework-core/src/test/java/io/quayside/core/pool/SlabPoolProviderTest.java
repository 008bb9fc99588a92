package io.quayside.core.pool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlabPoolProviderTest {
    private static ContextPool open(Object memory, int largestFrame) {
        return new SlabPoolProvider().open(Settings.of("pool", Map.of("memory", memory), path -> null), largestFrame);
    }

    @Test
    void theLargestContextsHoldTheLargestFrame() {
        assertEquals(4096, open("1m", 1).largestContext());
        assertEquals(4096, open("1m", 4096).largestContext());
        assertEquals(8192, open("1m", 4097).largestContext());
        assertEquals(1 << 20, open("64m", 1 << 20).largestContext());
    }

    @Test
    void allContextsTogetherKeepWithinTheMemory() {
        ContextPool pool = open("1m", 40_000);
        while (pool.acquire(1) != null) {
            assertTrue(pool.statistics().memory() <= 1 << 20);
        }
        assertEquals(pool.statistics().limit(), pool.statistics().inUse());
    }

    @Test
    void tooLittleMemoryForTheFramesIsSaidWithTheWayOut() {
        QuaysideException refused = assertThrows(QuaysideException.class, () -> open("1m", 1 << 20));
        assertEquals("QS-203", refused.code());
        assertEquals(
                "pool.memory is 1048576 bytes; with frames of up to 1048576 bytes it has to be at least 22369621:"
                        + " raise it, or lower max-frame",
                refused.getMessage());
    }

    @Test
    void tooLittleMemoryIsSaidWithThePlaceItWasWritten() {
        Settings settings = Settings.of("pool", Map.of("memory", "2m"), path -> "quayside.conf: 12");
        QuaysideException refused =
                assertThrows(QuaysideException.class, () -> new SlabPoolProvider().open(settings, 1 << 20));
        assertTrue(
                refused.getMessage().startsWith("pool.memory (quayside.conf: 12) is 2097152 bytes; with frames of"),
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {300_000, 1 << 20, 1_000_003, 30_000_001})
    void theMemoryThatItAsksForIsEnough(int largestFrame) {
        QuaysideException refused = assertThrows(QuaysideException.class, () -> open("1m", largestFrame));
        Matcher asked = Pattern.compile("at least (\\d+)").matcher(refused.getMessage());
        assertTrue(asked.find());
        long enough = Long.parseLong(asked.group(1));
        assertDoesNotThrow(() -> open(enough, largestFrame).close());
    }

    @Test
    void memoryHasToBeAMebibyteAtLeast() {
        assertEquals(
                "QS-203",
                assertThrows(QuaysideException.class, () -> open("1023k", 1)).code());
    }

    @Test
    void leaseTrackingIsOneOfThreeWords() {
        for (String word : new String[] {"off", "sampled", "full"}) {
            Settings settings = Settings.of("pool", Map.of("leak-tracking", word, "leak-after", "2s"), path -> null);
            new SlabPoolProvider().open(settings, 1).close();
            assertDoesNotThrow(settings::rejectUnknown);
        }
        Settings wrong = Settings.of("pool", Map.of("leak-tracking", "all"), path -> null);
        QuaysideException refused = assertThrows(QuaysideException.class, () -> new SlabPoolProvider().open(wrong, 1));
        assertEquals("pool.leak-tracking is all; it has to be one of off, sampled, full", refused.getMessage());
    }
}
