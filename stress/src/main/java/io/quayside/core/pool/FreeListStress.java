package io.quayside.core.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The free list while a top that was seen leaves and comes back with something else below it (ABA): afterwards each item is
 * there once. One side acquires and releases; the other takes two and brings back the first of them, then the second.
 */
@JCStressTest
@Outcome(id = "0, 7", expect = ACCEPTABLE, desc = "nothing was held twice, and all three are there")
@Outcome(expect = FORBIDDEN, desc = "an item was held twice, or is lost")
@State
public class FreeListStress {
    private static final int LIMIT = 3;

    private final IndexPool<Integer> pool = new IndexPool<>("number", LIMIT, LIMIT, 1, Numbers::cut, number -> {});
    private final int[] holders = new int[LIMIT];
    private volatile boolean shared;

    public FreeListStress() {
        pool.release(take());
    }

    private int take() {
        Integer number = pool.acquire();
        return number == null ? -1 : number;
    }

    private int hold() {
        int number = take();
        if (number >= 0 && holders[number]++ != 0) {
            shared = true;
        }
        return number;
    }

    private void letGo(int number) {
        if (number >= 0) {
            if (--holders[number] != 0) {
                shared = true;
            }
            try {
                pool.release(number);
            } catch (IllegalStateException twice) {
                shared = true;
            }
        }
    }

    @Actor
    public void one() {
        letGo(hold());
        letGo(hold());
    }

    @Actor
    public void two() {
        int first = hold();
        int second = hold();
        letGo(first);
        letGo(second);
    }

    @Arbiter
    public void after(II_Result result) {
        result.r1 = shared ? 1 : 0;
        for (int i = 0; i < LIMIT; i++) {
            int number = take();
            result.r2 |= number < 0 ? 0 : 1 << number;
        }
    }
}
