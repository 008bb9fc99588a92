package io.quayside.core.time;

import io.quayside.api.plugin.TimeSource;

/** The machine's clocks. */
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
