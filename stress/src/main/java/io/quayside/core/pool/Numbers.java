package io.quayside.core.pool;

import io.quayside.api.pool.PoolStatistics;
import java.util.Arrays;

/** Items of a pool that are their own index, and what must hold of such a pool at rest. */
final class Numbers {
    private Numbers() {}

    static Integer[] cut(int from, int to) {
        Integer[] made = new Integer[to - from];
        Arrays.setAll(made, i -> from + i);
        return made;
    }

    /** What isn't held can be acquired, each once, and nothing beyond (P1, P3). */
    static void requireConsistent(IndexPool<Integer> pool, int held) {
        PoolStatistics statistics = pool.statistics(1);
        if (statistics.inUse() != held) {
            throw new IllegalStateException(held + " held, " + statistics.inUse() + " counted as in use");
        }
        boolean[] taken = new boolean[statistics.limit()];
        int found = 0;
        for (Integer each = pool.acquire(); each != null; each = pool.acquire()) {
            if (taken[each]) {
                throw new IllegalStateException(each + " was acquired twice");
            }
            taken[each] = true;
            found++;
        }
        if (found + held != statistics.limit()) {
            throw new IllegalStateException(found + " free and " + held + " held of " + statistics.limit());
        }
    }
}
