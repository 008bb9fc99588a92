package io.quayside.core.pool;

import io.quayside.api.pool.IoContext;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tracked leases of the contexts of one size class (P7).
 *
 * <p>One slot for each context, by its index: a {@link Lease} while a tracked lease is out; the {@link Place} of its release
 * when it has ended, which is shared by all that were released there, so a context that came back keeps no memory; null when
 * nobody knows. A slot is written by who may write to it alone: by the acquirer before it hands the context out, and by the
 * releaser whose release was accepted, before the context is free again. So a second release finds what the first one left.
 */
final class LeaseTracker {
    private final LeakWatch watch;
    private final AtomicReferenceArray<@Nullable Object> slots;

    LeaseTracker(LeakWatch watch, int limit) {
        this.watch = watch;
        this.slots = new AtomicReferenceArray<>(limit);
    }

    /** Called by whoever has acquired a context, which nobody else knows yet. */
    void acquired(IoContext context) {
        int index = context.index();
        if (watch.picks()) {
            slots.set(index, new Lease(context, watch.place(), watch.now()));
            watch.lookIfDue();
        } else if (slots.get(index) != null) {
            slots.set(index, null); // an earlier lease's
        }
    }

    /** Called by whoever has ended a lease, while the context isn't free yet. */
    void released(IoContext context) {
        int index = context.index();
        if (slots.get(index) != null) {
            slots.set(index, watch.place());
        }
    }

    /** What to throw when a release was refused: with the place of the release that came before, if that is known. */
    IllegalStateException refused(IoContext context, IllegalStateException refusal) {
        return slots.get(context.index()) instanceof Place first
                ? new IllegalStateException(refusal.getMessage() + "; it was released first at " + first, refusal)
                : refusal;
    }

    /** Every tracked lease that is out, and who holds the context. */
    void forEachOut(BiConsumer<Lease, @Nullable Object> action) {
        for (int i = 0; i < slots.length(); i++) {
            if (slots.get(i) instanceof Lease lease) {
                Object owner = lease.context().owner();
                VarHandle.acquireFence(); // the owner, then whether it was this lease's
                if (slots.get(i) == lease) {
                    action.accept(lease, owner);
                }
            }
        }
    }
}
