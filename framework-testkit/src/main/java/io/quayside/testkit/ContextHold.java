package io.quayside.testkit;

import io.quayside.api.Open;

/**
 * Every context of the pool that was free, held until {@link #close}: see {@link PluginHarness#exhaustContexts}.
 *
 * @since 0.1
 */
@Open
public final class ContextHold implements AutoCloseable {
    private final HarnessPool pool;
    private final Runnable afterwards;
    private final int held;

    ContextHold(HarnessPool pool, int held, Runnable afterwards) {
        this.pool = pool;
        this.held = held;
        this.afterwards = afterwards;
    }

    /** How many contexts it holds. */
    public int held() {
        return held;
    }

    /** Gives them back, and lets happen what waited for them. Calling it again does nothing. */
    @Override
    public void close() {
        pool.giveBack();
        afterwards.run();
    }
}
