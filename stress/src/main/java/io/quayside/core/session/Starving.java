package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import io.quayside.core.pool.TwoSizes;
import io.quayside.stress.rig.RigCodec;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Four sessions of which each waits for a context: three have a small one and the beginning of a long frame in it, and wait
 * for the only large one, which a stranger holds; the last has none.
 */
final class Starving {
    private static final int LONG = 3;

    private final TwoSizes sizes = new TwoSizes(LONG, 1);
    private final AtomicReference<@Nullable IoContext> strangers = new AtomicReference<>();
    private final Rig[] rigs = new Rig[LONG + 1];

    Starving() {
        take();
        for (int i = 0; i < rigs.length; i++) {
            rigs[i] = new Rig(sizes.pool());
            rigs[i].open();
        }
        for (int i = 0; i < LONG; i++) {
            rigs[i].connection().arrive(RigCodec.LONG);
        }
    }

    /** A session; the first three wait in this order. */
    Rig rig(int number) {
        return rigs[number];
    }

    /** The stranger takes a large context, if one is free. */
    void take() {
        IoContext taken = sizes.pool().acquire(TwoSizes.LARGE_BYTES);
        if (taken != null && !strangers.compareAndSet(null, taken)) {
            taken.release();
        }
    }

    /** The stranger gives it back. */
    void giveBack() {
        IoContext held = strangers.getAndSet(null);
        if (held != null) {
            held.release();
        }
    }

    /** "fine", when nobody waited in vain and everything came back; or what was wrong. */
    String verdict() {
        boolean more = true;
        while (more) {
            more = false;
            for (Rig each : rigs) {
                more |= each.settle();
            }
        }
        for (int i = 0; i < rigs.length; i++) {
            boolean large = i < LONG;
            if (rigs[i].isStarving() && sizes.hasFree(large)) {
                return "session " + i + " waits for a context, and one is free";
            }
        }
        giveBack();
        for (Rig each : rigs) {
            String wrong = each.end();
            if (!wrong.equals("fine")) {
                return wrong;
            }
        }
        int out = sizes.pool().statistics().inUse();
        return out == 0 ? "fine" : out + " contexts did not come back";
    }
}
