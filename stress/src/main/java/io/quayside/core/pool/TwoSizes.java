package io.quayside.core.pool;

import io.quayside.api.pool.ContextPool;

/**
 * The real pool with two sizes and a handful of contexts, so that they run out; the large ones serve who wants a small one,
 * too.
 */
public final class TwoSizes {
    /** What a small context holds; the least that a session wants. */
    public static final int SMALL_BYTES = 512;

    /** What a large context holds. */
    public static final int LARGE_BYTES = 1024;

    private final SizeClass smalls;
    private final SizeClass larges;
    private final SlabPool pool;

    /** A pool with so many of each. */
    public TwoSizes(int smallOnes, int largeOnes) {
        smalls = new SizeClass(SMALL_BYTES, smallOnes, null);
        larges = new SizeClass(LARGE_BYTES, largeOnes, smalls);
        pool = new SlabPool(smalls, larges);
    }

    /** The pool itself. */
    public ContextPool pool() {
        return pool;
    }

    /** Whether somebody who waits for a large context, or else a small one, would find one now. */
    public boolean hasFree(boolean large) {
        return larges.hasFree() || (!large && smalls.hasFree());
    }
}
