package io.quayside.core.pool;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/** Of several threads that release the same lease, one ends it and the others are refused (P2); the pool is none the worse. */
@Param(name = "number", gen = IntGen.class, conf = "0:1")
public class DoubleReleaseModel {
    private static final int LIMIT = 2;

    private final IndexPool<Integer> pool = new IndexPool<>("number", LIMIT, LIMIT, 1, Numbers::cut, number -> {});
    private final boolean[] released = new boolean[LIMIT];

    public DoubleReleaseModel() {
        for (int i = 0; i < LIMIT; i++) {
            pool.acquire();
        }
    }

    @Operation
    public boolean release(@Param(name = "number") int number) {
        try {
            pool.release(number);
        } catch (IllegalStateException refused) {
            return false;
        }
        released[number] = true;
        return true;
    }

    /** P3. */
    @Validate
    public void everyItemIsIdleOrHeld() {
        Numbers.requireConsistent(pool, LIMIT - (released[0] ? 1 : 0) - (released[1] ? 1 : 0));
    }

    /** The same, one after the other. */
    public static class Flags {
        private final boolean[] released = new boolean[LIMIT];

        public boolean release(int number) {
            boolean first = !released[number];
            released[number] = true;
            return first;
        }
    }
}
