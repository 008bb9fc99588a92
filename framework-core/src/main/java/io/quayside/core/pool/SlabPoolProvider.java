package io.quayside.core.pool;

import io.quayside.api.Internal;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.PoolProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pool {@code slab}: contexts of growing sizes, cut from direct memory as needed.
 *
 * <p>Settings: {@code memory}, the most direct memory that the contexts may take in all (512m). A quarter of it is for
 * contexts of 512 bytes, of which each quiet connection holds one; the other sizes share the rest. {@code leak-tracking}, which
 * leases are tracked (off), and {@code leak-after}, how long a session has been closed when what it holds is reported (1m).
 *
 * @since 0.1
 */
@Internal
public final class SlabPoolProvider implements PoolProvider {
    private static final Logger LOG = System.getLogger(SlabPoolProvider.class.getName());
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
        return open(settings, largestFrame, line -> LOG.log(Level.WARNING, line));
    }

    /**
     * As {@link #open(Settings, int)}, for whoever wants to hear of lost contexts otherwise than by the log.
     *
     * @param lost takes each line of a report (P7), on whatever thread finds them
     */
    public ContextPool open(Settings settings, int largestFrame, Consumer<String> lost) {
        long memory = settings.bytes("memory", 512L << 20, 1 << 20, 1L << 40);
        LeakWatch watch = watch(settings, lost);
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
            classes[i] = new SizeClass(size, limit, i == 0 ? null : classes[i - 1], watch);
        }
        return new SlabPool(watch, classes);
    }

    /** What reports lost contexts; null when nothing is tracked, and nothing is to cost anything. */
    private static @Nullable LeakWatch watch(Settings settings, Consumer<String> lost) {
        LeakTracking tracking = settings.choice("leak-tracking", LeakTracking.class, LeakTracking.OFF);
        Duration after =
                settings.duration("leak-after", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofDays(1));
        return tracking == LeakTracking.OFF ? null : new LeakWatch(tracking, after, System::nanoTime, lost);
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
