package io.quayside.core.pool;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A pool whose free items are in two stacks, with an item for each thread: however the items move from stack to stack, who finds
 * one stack empty takes from the other, no item is held twice, and nobody is told that the pool is exhausted, since at every
 * moment something is free for who holds nothing (P1, P6).
 */
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "stack", gen = IntGen.class, conf = "0:1")
public class StealingModel {
    /** Numbered in a row; what runs before and after them counts as one of them. */
    private static final int THREADS = 2;

    private final AtomicIntegerArray holders = new AtomicIntegerArray(THREADS);
    private final IndexPool<Integer> pool = new IndexPool<>("number", THREADS, THREADS, 2, Numbers::cut, number -> {});
    private final Holdings<Integer> held = new Holdings<>();

    /** Gives back what the thread holds, and takes one again, maybe from elsewhere. */
    @Operation
    public boolean exchange(
            @Param(name = "thread") int thread, @Param(name = "stack") int to, @Param(name = "stack") int from) {
        release(thread, to);
        Integer number = pool.acquire(from);
        if (number == null) {
            throw new IllegalStateException("exhausted, though there is one for each thread");
        }
        if (holders.incrementAndGet(number) != 1) {
            throw new IllegalStateException(number + " is held twice");
        }
        held.add(thread % THREADS, number);
        return true;
    }

    /** Gives back what the thread holds. */
    @Operation
    public boolean release(@Param(name = "thread") int thread, @Param(name = "stack") int to) {
        Integer number = held.removeOldest(thread % THREADS);
        if (number != null) {
            holders.decrementAndGet(number);
            pool.release(number, to);
        }
        return true;
    }

    /** P3. */
    @Validate
    public void everyItemIsIdleOrHeld() {
        Numbers.requireConsistent(pool, held.count());
    }
}
