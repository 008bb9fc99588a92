package io.quayside.api.pool;

import io.quayside.api.Settings;
import io.quayside.api.Stable;

/**
 * Found by ServiceLoader; cheap to construct, touches nothing until {@link #open} is called.
 *
 * @since 0.1
 */
@Stable
public interface PoolProvider {
    /** The name that configurations choose this pool by. */
    String id();

    /** One line for listings. */
    String description();

    /**
     * Opens a pool; called once for each server or client, at its start.
     *
     * @param settings the section {@code pool}
     * @param largestFrame bytes of the largest frame that any codec of the server makes or takes: the pool's largest
     *     contexts hold at least that many
     */
    ContextPool open(Settings settings, int largestFrame);
}
