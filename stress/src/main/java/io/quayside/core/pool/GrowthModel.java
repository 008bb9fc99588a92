package io.quayside.core.pool;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A pool that makes its items while several threads ask for them: nobody is told that it is exhausted while it isn't, no item
 * is held twice, and none is made past the limit (P1). Which item an acquire gives depends on who pushes what first, so only
 * whether it gives one is compared.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class GrowthModel {
    private static final int LIMIT = 3;
    private static final int BATCH = 2;
    private static final int STACKS = 2;

    private final AtomicIntegerArray holders = new AtomicIntegerArray(LIMIT);
    private final IndexPool<Integer> pool = new IndexPool<>("number", LIMIT, BATCH, STACKS, Numbers::cut, number -> {});
    private final Holdings<Integer> held = new Holdings<>();

    @Operation
    public boolean acquire(@Param(name = "thread") int thread) {
        Integer number = pool.acquire(thread % STACKS);
        if (number == null) {
            return false;
        }
        if (holders.incrementAndGet(number) != 1) {
            throw new IllegalStateException(number + " is held twice");
        }
        held.add(thread, number);
        return true;
    }

    @Operation
    public boolean release(@Param(name = "thread") int thread) {
        Integer number = held.removeOldest(thread);
        if (number == null) {
            return false;
        }
        holders.decrementAndGet(number);
        pool.release(number, thread % STACKS);
        return true;
    }

    /** P3. */
    @Validate
    public void everyItemIsIdleOrHeld() {
        Numbers.requireConsistent(pool, held.count());
    }

    /** The same, one after the other. */
    public static class Count {
        private final int[] held = new int[8];
        private int free = LIMIT;

        public boolean acquire(int thread) {
            if (free == 0) {
                return false;
            }
            free--;
            held[thread]++;
            return true;
        }

        public boolean release(int thread) {
            if (held[thread] == 0) {
                return false;
            }
            held[thread]--;
            free++;
            return true;
        }
    }
}
