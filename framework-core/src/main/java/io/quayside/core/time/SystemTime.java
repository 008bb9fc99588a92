package io.quayside.core.time;

import io.quayside.api.Internal;
import io.quayside.api.plugin.TimeSource;

/**
 * The machine's clocks.
 *
 * @since 0.1
 */
@Internal
public final class SystemTime implements TimeSource {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }
}
