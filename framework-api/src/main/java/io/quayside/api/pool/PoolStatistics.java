package io.quayside.api.pool;

import io.quayside.api.Stable;

/**
 * A pool's figures.
 *
 * @param capacity contexts that exist
 * @param inUse contexts that somebody holds
 * @param limit contexts that may exist
 * @param memory bytes of direct memory behind the contexts that exist
 * @param exhausted how often acquire had nothing to give, since the start
 * @since 0.1
 */
@Stable
public record PoolStatistics(int capacity, int inUse, int limit, long memory, long exhausted) {
    /** Contexts that wait to be acquired. */
    public int idle() {
        return capacity - inUse;
    }
}
