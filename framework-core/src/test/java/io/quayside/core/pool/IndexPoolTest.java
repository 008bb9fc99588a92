package io.quayside.core.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.PoolStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexPoolTest {
    private final List<String> cuts = new ArrayList<>();
    private final List<Integer> cleaned = new ArrayList<>();

    private IndexPool<Integer> pool(int limit, int batch) {
        return new IndexPool<>("thing", limit, batch, this::cut, cleaned::add);
    }

    private Integer[] cut(int from, int to) {
        cuts.add(from + "-" + to);
        Integer[] made = new Integer[to - from];
        for (int i = 0; i < made.length; i++) {
            made[i] = from + i;
        }
        return made;
    }

    @Test
    void anExhaustedPoolGivesNothingAndCountsThat() {
        IndexPool<Integer> pool = pool(2, 8);
        assertNotNull(pool.acquire());
        assertNotNull(pool.acquire());
        assertNull(pool.acquire());
        assertNull(pool.acquire());
        assertEquals(new PoolStatistics(2, 2, 2, 200, 2), pool.statistics(100));
        assertFalse(pool.hasFree());
    }

    @Test
    void whatIsReleasedAfterAnExhaustionCanBeAcquired() {
        IndexPool<Integer> pool = pool(1, 1);
        Integer held = pool.acquire();
        assertNull(pool.acquire());
        pool.release(held);
        assertTrue(pool.hasFree());
        assertEquals(held, pool.acquire());
    }

    @Test
    void theLastReleasedComesFirst() {
        IndexPool<Integer> pool = pool(4, 4);
        List<Integer> held = List.of(pool.acquire(), pool.acquire(), pool.acquire());
        pool.release(held.get(1));
        pool.release(held.get(2));
        pool.release(held.get(0));
        assertEquals(List.of(0, 2, 1, 3), List.of(pool.acquire(), pool.acquire(), pool.acquire(), pool.acquire()));
    }

    @Test
    void growsInBatchesUpToTheLimit() {
        IndexPool<Integer> pool = pool(10, 4);
        assertEquals(0, pool.statistics(0).capacity(), "nothing is made before it is needed");
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            given.add(pool.acquire());
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), given);
        assertEquals(List.of("0-4", "4-8", "8-10"), cuts);
        assertEquals(10, pool.made());
        assertNull(pool.acquire());
    }

    @Test
    void idleAndInUseAreTheCapacity() {
        IndexPool<Integer> pool = pool(10, 4);
        Integer first = pool.acquire();
        pool.acquire();
        pool.release(first);
        PoolStatistics figures = pool.statistics(0);
        assertEquals(4, figures.capacity());
        assertEquals(1, figures.inUse());
        assertEquals(3, figures.idle());
    }

    @Test
    void refusesASecondReleaseAndStaysAsItWas() {
        IndexPool<Integer> pool = pool(4, 4);
        Integer held = pool.acquire();
        pool.release(held);
        cleaned.clear();
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> pool.release(held));
        assertEquals("thing 0 was released already; each lease is released once", refused.getMessage());
        assertEquals(List.of(), cleaned);
        assertEquals(0, pool.statistics(0).inUse());
        assertEquals(List.of(0, 1, 2, 3), List.of(pool.acquire(), pool.acquire(), pool.acquire(), pool.acquire()));
        assertNull(pool.acquire());
    }

    @Test
    void refusesTheReleaseOfWhatWasNeverLeased() {
        IndexPool<Integer> pool = pool(4, 4);
        assertThrows(IllegalStateException.class, () -> pool.release(3));
        assertEquals(0, pool.statistics(0).inUse());
    }

    @Test
    void cleansWhatComesBackBeforeItIsFree() {
        List<Boolean> free = new ArrayList<>();
        List<IndexPool<Integer>> self = new ArrayList<>();
        IndexPool<Integer> pool = new IndexPool<>(
                "thing", 1, 1, this::cut, item -> free.add(self.get(0).hasFree()));
        self.add(pool);
        pool.release(pool.acquire());
        assertEquals(List.of(false), free);
    }

    @Test
    void findsItemsByIndexLeasedOrNot() {
        IndexPool<Integer> pool = pool(10, 4);
        assertNull(pool.item(0));
        pool.acquire();
        assertEquals(0, pool.item(0));
        assertEquals(3, pool.item(3));
        assertNull(pool.item(4));
        assertNull(pool.item(-1));
        assertNull(pool.item(10));
    }

    @Test
    void staysAtWhatItHasWhenThereIsNoMemoryForMore() {
        IndexPool<Integer> pool = new IndexPool<>(
                "thing",
                100,
                4,
                (from, to) -> {
                    if (from >= 8) {
                        throw new OutOfMemoryError("Cannot reserve");
                    }
                    return cut(from, to);
                },
                cleaned::add);
        for (int i = 0; i < 8; i++) {
            assertNotNull(pool.acquire());
        }
        assertNull(pool.acquire());
        assertNull(pool.acquire(), "and doesn't try again");
        assertEquals(8, pool.statistics(0).capacity());
        pool.release(5);
        assertEquals(5, pool.acquire());
    }

    @Test
    void neverBlocksWhenMakingItemsFailed() {
        IndexPool<Integer> pool = new IndexPool<>(
                "thing",
                2,
                2,
                (from, to) -> {
                    throw new IllegalStateException("cannot make any");
                },
                cleaned::add);
        assertThrows(IllegalStateException.class, pool::acquire);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertNull(pool.acquire()));
    }

    @Test
    void rejectsLimitsThatMakeNoPool() {
        assertThrows(IllegalArgumentException.class, () -> pool(0, 1));
        assertThrows(IllegalArgumentException.class, () -> pool(1, 0));
    }
}
