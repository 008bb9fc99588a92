package io.quayside.core.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.PoolStatistics;
import io.quayside.core.fakes.Together;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** P1, P2 and P3 while several threads are at it (P6). */
class IndexPoolContentionTest {
    private static final int THREADS = 6;
    private static final int ROUNDS = 40_000;

    /** More items than one thread holds, fewer than all would. */
    private static final int LIMIT = 16;

    private final AtomicIntegerArray holders = new AtomicIntegerArray(LIMIT);
    private final AtomicInteger twice = new AtomicInteger();
    private final AtomicInteger dirty = new AtomicInteger();
    private final IndexPool<int[]> pool = new IndexPool<>("thing", LIMIT, 4, this::cut, item -> item[1] = 0);

    private int[][] cut(int from, int to) {
        int[][] made = new int[to - from][];
        for (int i = 0; i < made.length; i++) {
            made[i] = new int[] {from + i, 0};
        }
        return made;
    }

    @Test
    void nobodyHoldsWhatAnotherHolds() throws Exception {
        Together.run(THREADS, thread -> {
            Random random = new Random(thread);
            int[][] mine = new int[4][];
            for (int round = 0; round < ROUNDS; round++) {
                int place = random.nextInt(mine.length);
                if (mine[place] == null) {
                    mine[place] = taken(thread);
                } else {
                    give(mine[place]);
                    mine[place] = null;
                }
            }
            for (int[] item : mine) {
                if (item != null) {
                    give(item);
                }
            }
        });
        assertEquals(0, twice.get(), "items that two threads held");
        assertEquals(0, dirty.get(), "items that were not clean");
        assertEverythingIsFree();
    }

    @Test
    void anItemThatWentAndCameBackIsNotTakenForOneThatStayed() throws Exception {
        IndexPool<int[]> few = new IndexPool<>("thing", 3, 3, this::cut, item -> {});
        AtomicIntegerArray owners = new AtomicIntegerArray(3);
        Together.run(3, thread -> {
            for (int round = 0; round < 150_000; round++) {
                int[] one = few.acquire();
                int[] other = few.acquire();
                for (int[] item : new int[][] {one, other}) {
                    if (item != null && owners.getAndSet(item[0], thread + 1) != 0) {
                        twice.incrementAndGet();
                    }
                }
                for (int[] item : new int[][] {one, other}) {
                    if (item != null) {
                        owners.set(item[0], 0);
                        few.release(item[0]);
                    }
                }
            }
        });
        assertEquals(0, twice.get(), "items that two threads held");
        assertEquals(0, few.statistics(0).inUse());
    }

    @Test
    void whoComesWhileAnotherMakesTheLastItemsWaitsForThem() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        IndexPool<int[]> slow = new IndexPool<>(
                "thing",
                2,
                2,
                (from, to) -> {
                    making.countDown();
                    await(goOn);
                    return cut(from, to);
                },
                item -> {});
        CompletableFuture<int[]> first = CompletableFuture.supplyAsync(slow::acquire);
        await(making);
        CompletableFuture<int[]> second = CompletableFuture.supplyAsync(slow::acquire);
        assertThrows(TimeoutException.class, () -> second.get(50, TimeUnit.MILLISECONDS), "it is not exhausted");
        goOn.countDown();
        assertNotNull(first.get(10, TimeUnit.SECONDS));
        assertNotNull(second.get(10, TimeUnit.SECONDS));
        assertNull(slow.acquire());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobodyGoesWithoutWhileThereIsEnough() throws Exception {
        for (int repeat = 0; repeat < 120; repeat++) {
            IndexPool<int[]> fresh = new IndexPool<>("thing", THREADS, 4, this::cut, item -> {});
            Together.Part oneEach = thread -> {
                for (int round = 0; round < 20; round++) {
                    int[] item = fresh.acquire();
                    assertNotNull(item, "exhausted, though there is one for each thread");
                    fresh.release(item[0]);
                }
            };
            Together.run(THREADS, oneEach);
            assertTrue(fresh.statistics(0).capacity() <= THREADS);
        }
    }

    @Test
    void ofManyReleasesOfOneLeaseOneIsTaken() throws Exception {
        for (int repeat = 0; repeat < 120; repeat++) {
            int[] held = pool.acquire();
            assertNotNull(held);
            AtomicInteger refused = new AtomicInteger();
            Together.run(3, thread -> {
                try {
                    pool.release(held[0]);
                } catch (IllegalStateException e) {
                    refused.incrementAndGet();
                }
            });
            assertEquals(2, refused.get());
        }
        assertEquals(0, pool.statistics(0).inUse());
    }

    private int[] taken(int thread) {
        int[] item = pool.acquire();
        if (item != null) {
            if (holders.getAndSet(item[0], thread + 1) != 0) {
                twice.incrementAndGet();
            }
            if (item[1] != 0) {
                dirty.incrementAndGet();
            }
            item[1] = thread + 1;
        }
        return item;
    }

    private void give(int[] item) {
        holders.set(item[0], 0);
        pool.release(item[0]);
    }

    private void assertEverythingIsFree() {
        PoolStatistics grown = pool.statistics(0); // as far as it was needed, and no two runs need the same
        assertEquals(0, grown.inUse());
        assertEquals(grown.capacity(), grown.idle());
        BitSet all = new BitSet();
        for (int i = 0; i < LIMIT; i++) {
            int[] item = pool.acquire();
            assertNotNull(item);
            all.set(item[0]);
        }
        assertEquals(LIMIT, all.cardinality());
        assertNull(pool.acquire());
    }
}
