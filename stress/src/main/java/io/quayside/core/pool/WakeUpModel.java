package io.quayside.core.pool;

import static io.quayside.core.pool.TwoSizes.LARGE_BYTES;
import static io.quayside.core.pool.TwoSizes.SMALL_BYTES;
import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Who waits for a context is told when one is free: when all is quiet, nobody waits for a size that is to be had. Two sizes,
 * one context of each; the large one serves who wants a small one, too. Who is told takes it later, as sessions do, or finds
 * it gone and waits again; and some who wait are over when they are told, and pass it on.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "large", gen = BooleanGen.class)
public class WakeUpModel {
    private final TwoSizes sizes = new TwoSizes(1, 1);
    private final ContextPool pool = sizes.pool();
    private final Holdings<IoContext> held = new Holdings<>();

    /** How many wait for each size, and how many were told and haven't looked yet. */
    private final AtomicIntegerArray waiting = new AtomicIntegerArray(2);

    private final AtomicIntegerArray told = new AtomicIntegerArray(2);

    /** The first two threads hold everything from the start, so that whoever comes waits. */
    public WakeUpModel() {
        held.add(1, requireNonNull(pool.acquire(SMALL_BYTES)));
        held.add(2, requireNonNull(pool.acquire(LARGE_BYTES)));
    }

    @Operation
    public void acquireOrWait(@Param(name = "thread") int thread, @Param(name = "large") boolean large) {
        int size = large ? 1 : 0;
        IoContext context = pool.acquire(large ? LARGE_BYTES : SMALL_BYTES);
        if (context != null) {
            held.add(thread, context);
            return;
        }
        waiting.incrementAndGet(size);
        pool.whenAvailable(large ? LARGE_BYTES : SMALL_BYTES, () -> {
            waiting.decrementAndGet(size);
            told.incrementAndGet(size);
            return true;
        });
    }

    @Operation
    public void waitInVain(@Param(name = "large") boolean large) {
        pool.whenAvailable(large ? LARGE_BYTES : SMALL_BYTES, () -> false);
    }

    @Operation
    public void lookAgain(@Param(name = "thread") int thread, @Param(name = "large") boolean large) {
        int size = large ? 1 : 0;
        int seen = told.get(size);
        if (seen > 0 && told.compareAndSet(size, seen, seen - 1)) {
            acquireOrWait(thread, large);
        }
    }

    @Operation
    public void release(@Param(name = "thread") int thread) {
        IoContext context = held.removeOldest(thread);
        if (context != null) {
            context.release();
        }
    }

    @Validate
    public void nobodyWaitsForWhatIsFree() {
        while (told.get(0) + told.get(1) > 0) {
            lookAgain(0, false);
            lookAgain(0, true);
        }
        if (waiting.get(0) > 0 && sizes.hasFree(false)) {
            throw new IllegalStateException("somebody waits for a small context, and one is free");
        }
        if (waiting.get(1) > 0 && sizes.hasFree(true)) {
            throw new IllegalStateException("somebody waits for a large context, and one is free");
        }
    }
}
