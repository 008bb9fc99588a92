package io.quayside.core.fakes;

import io.quayside.api.plugin.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that is turned by hand, and begins at zero. */
public final class TestTime implements TimeSource {
    private final AtomicLong nanos = new AtomicLong();

    /** Lets time pass. */
    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public long currentTimeMillis() {
        return nanos.get() / 1_000_000;
    }
}
