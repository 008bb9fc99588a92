package io.quayside.core.pool;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.PoolProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * The pool {@code slab}: contexts of growing sizes, cut from direct memory as needed.
 *
 * <p>Settings: {@code memory}, the most direct memory that the contexts may take in all (512m). A quarter of it is for
 * contexts of 512 bytes, of which each quiet connection holds one; the other sizes share the rest.
 */
public final class SlabPoolProvider implements PoolProvider {
    private static final int SMALLEST = 512;
    private static final int STEP = 8;
    private static final int PAGE = 4096;
    private static final int FEWEST = 4;

    @Override
    public String id() {
        return "slab";
    }

    @Override
    public String description() {
        return "I/O contexts cut from slabs of direct memory, in sizes from 512 bytes to the largest frame";
    }

    @Override
    public ContextPool open(Settings settings, int largestFrame) {
        long memory = settings.bytes("memory", 512L << 20, 1 << 20, 1L << 40);
        List<Integer> sizes = sizes(largestFrame);
        int largest = sizes.get(sizes.size() - 1);
        long rest = (memory - memory / 4) / Math.max(1, sizes.size() - 1);
        if (rest / largest < FEWEST) {
            throw new QuaysideException(
                    "QS-203",
                    settings.where("memory") + " is " + memory + " bytes; with frames of up to " + largestFrame
                            + " bytes it has to be at least " + (long) largest * FEWEST * (sizes.size() - 1) * 4 / 3
                            + ": raise it, or lower max-frame");
        }
        SizeClass[] classes = new SizeClass[sizes.size()];
        for (int i = 0; i < classes.length; i++) {
            int size = sizes.get(i);
            int limit = limit(size == SMALLEST ? memory / 4 : rest, size);
            classes[i] = new SizeClass(size, limit, i == 0 ? null : classes[i - 1]);
        }
        return new SlabPool(classes);
    }

    private static int limit(long share, int size) {
        return (int) Math.min(share / size, 16 << 20);
    }

    private static List<Integer> sizes(int largestFrame) {
        List<Integer> sizes = new ArrayList<>();
        int largest = (int) Math.min(Integer.MAX_VALUE - 8, ((long) largestFrame + PAGE - 1) / PAGE * PAGE);
        for (long size = SMALLEST; size < largest; size *= STEP) {
            sizes.add((int) size);
        }
        sizes.add(largest);
        return sizes;
    }
}
