package io.quayside.testkit;

import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.core.pool.SlabPoolProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server's pool of I/O contexts with every lease tracked, a little of it or all of it kept away from the plugin as the
 * test wishes.
 */
final class HarnessPool {
    private static final long LEAST = 4 << 20;
    private static final long MOST = 1L << 40;
    private static final int SMALLEST_PART = 4;

    /** A pool takes less than this for each byte of its largest frame, whatever sizes it is cut into. */
    private static final long FOR_EACH_BYTE_OF_A_FRAME = 44;

    private static final int PAGE = 4096;

    private final ContextPool contexts;
    private final List<String> lost = new ArrayList<>();
    private final List<IoContext> keptAway = new ArrayList<>();
    private final List<IoContext> held = new ArrayList<>();

    /** A pool with so much memory, or, if that is less than a pool takes, so much that isn't kept away. */
    HarnessPool(@Nullable String memory, int largestFrame) {
        long least = Math.max(LEAST, FOR_EACH_BYTE_OF_A_FRAME * ((long) largestFrame + PAGE));
        long asked = memory == null ? least : bytes(memory);
        this.contexts = new SlabPoolProvider()
                .open(
                        Settings.of(Map.of("memory", Math.max(asked, least), "leak-tracking", "full")),
                        largestFrame,
                        lost::add);
        if (asked < least) {
            keepAway(asked);
        }
    }

    private static long bytes(String memory) {
        return Settings.of(Map.of("memory", memory)).bytes("memory", LEAST, 1, MOST);
    }

    ContextPool contexts() {
        return contexts;
    }

    /** Takes what is free; answers how many that are. */
    int exhaust() {
        return takeAll(held);
    }

    /** Gives back what {@link #exhaust} took. */
    void giveBack() {
        held.forEach(IoContext::release);
        held.clear();
    }

    /** Contexts that somebody else has. */
    int inUse() {
        return contexts.statistics().inUse() - held.size() - keptAway.size();
    }

    /** Closes the pool; answers a line for each context that didn't come back. */
    List<String> close() {
        giveBack();
        keptAway.forEach(IoContext::release);
        keptAway.clear();
        contexts.close();
        return lost;
    }

    private int takeAll(List<IoContext> into) {
        int before = into.size();
        for (IoContext each = contexts.acquire(1); each != null; each = contexts.acquire(1)) {
            each.used(0);
            into.add(each);
        }
        return into.size() - before;
    }

    /** Leaves a quarter of the memory to the smallest contexts, and shares the rest among the others, as the pool does. */
    private void keepAway(long left) {
        takeAll(keptAway);
        keptAway.sort(Comparator.comparingInt(HarnessPool::size).reversed());
        List<Integer> sizes =
                keptAway.stream().map(HarnessPool::size).distinct().toList();
        long rest = left - left / SMALLEST_PART;
        long over = 0;
        for (int i = 0; i < sizes.size(); i++) {
            boolean smallest = i == sizes.size() - 1;
            long share = over + (smallest ? left / SMALLEST_PART : rest / Math.max(1, sizes.size() - 1));
            over = share - leave(sizes.get(i), share);
        }
    }

    /** Gives back contexts of a size as long as there is memory for them; answers how much that took. */
    private long leave(int size, long share) {
        long taken = 0;
        for (int i = keptAway.size() - 1; i >= 0 && taken + size <= share; i--) {
            if (size(keptAway.get(i)) == size) {
                keptAway.remove(i).release();
                taken += size;
            }
        }
        return taken;
    }

    private static int size(IoContext context) {
        return context.buffer().capacity();
    }
}
