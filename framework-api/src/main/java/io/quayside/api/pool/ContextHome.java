package io.quayside.api.pool;

import io.quayside.api.Stable;

/**
 * Where I/O contexts go back to; implemented by pools.
 *
 * @since 0.1
 */
@Stable
@FunctionalInterface
public interface ContextHome {
    /**
     * Takes a context back and cleans it (P4). Called by {@link IoContext#release()}, from any thread, once for each
     * lease.
     *
     * @throws IllegalStateException when this lease was released before (P2); the message names the context, and the pool
     *     is as it was
     */
    void release(IoContext context);
}
