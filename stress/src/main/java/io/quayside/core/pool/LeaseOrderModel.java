package io.quayside.core.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A pool that has all its items, for threads that share a stack of free ones, is a stack of them (P1, P5), linearizable (P6):
 * compared with a plain stack, item by item.
 * Each thread releases what it has held the longest, so that items come back in another order than they left, and a top of
 * the stack is the same again with something else below.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class LeaseOrderModel {
    private static final int LIMIT = 3;
    private static final int NONE = -1;

    private final IndexPool<Integer> pool = new IndexPool<>("number", LIMIT, LIMIT, 1, Numbers::cut, number -> {});
    private final Holdings<Integer> held = new Holdings<>();

    public LeaseOrderModel() {
        Integer first = pool.acquire(); // makes them all, number 0 on top
        pool.release(first == null ? NONE : first);
    }

    @Operation
    public int acquire(@Param(name = "thread") int thread) {
        Integer number = pool.acquire();
        if (number == null) {
            return NONE;
        }
        held.add(thread, number);
        return number;
    }

    @Operation
    public int release(@Param(name = "thread") int thread) {
        Integer number = held.removeOldest(thread);
        if (number == null) {
            return NONE;
        }
        pool.release(number);
        return number;
    }

    /** P3. */
    @Validate
    public void everyItemIsIdleOrHeld() {
        Numbers.requireConsistent(pool, held.count());
    }

    /** The same, one after the other. */
    public static class Stack {
        private final Deque<Integer> free = new ArrayDeque<>();
        private final Holdings<Integer> held = new Holdings<>();

        public Stack() {
            for (int i = LIMIT - 1; i >= 0; i--) {
                free.push(i);
            }
        }

        public int acquire(int thread) {
            Integer number = free.poll();
            if (number == null) {
                return NONE;
            }
            held.add(thread, number);
            return number;
        }

        public int release(int thread) {
            Integer number = held.removeOldest(thread);
            if (number == null) {
                return NONE;
            }
            free.push(number);
            return number;
        }
    }
}
