package io.quayside.core.pool;

import io.quayside.api.pool.IoContext;

/** A tracked lease of a context that is out: written by who acquires, read by who reports. */
final class Lease {
    private final IoContext context;
    private final Place acquired;
    private final long since;

    // Touched only by who looks for lost contexts; there is one at a time, and taking turns publishes.
    private boolean suspected;
    private long suspectedSince;
    private boolean reported;

    Lease(IoContext context, Place acquired, long now) {
        this.context = context;
        this.acquired = acquired;
        this.since = now;
    }

    IoContext context() {
        return context;
    }

    /** How long it has been out. */
    long age(long now) {
        return now - since;
    }

    /**
     * Notes whether the holder is gone; true once, when it has been gone for so long. Whose holder is gone only just may be
     * on its way back.
     */
    boolean isLost(boolean holderGone, long now, long longEnough) {
        if (!holderGone || reported) {
            suspected &= holderGone;
            return false;
        }
        if (!suspected) {
            suspected = true;
            suspectedSince = now;
        }
        reported = now - suspectedSince >= longEnough;
        return reported;
    }

    /** One line: which context, for how long, held by whom, acquired where. */
    String describe(Object owner, long now) {
        return "I/O context of " + context.buffer().capacity() + " bytes, number " + context.index() + ", out for "
                + age(now) / 1_000_000 + " ms, owner " + owner + ", was acquired at " + acquired;
    }
}
