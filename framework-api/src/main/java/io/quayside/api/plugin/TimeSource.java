package io.quayside.api.plugin;

import io.quayside.api.Stable;

/**
 * What time it is; implemented by the framework, and by simulations with a time of their own. Called from any thread.
 *
 * @since 0.1
 */
@Stable
public interface TimeSource {
    /** Nanoseconds since some fixed moment; only differences mean anything. */
    long nanoTime();

    /** Milliseconds since 1970-01-01T00:00Z. */
    long currentTimeMillis();
}
