package io.quayside.tck.session;

import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until a rule moves it, and counters that nobody looks at. */
final class Surroundings implements TimeSource, Metrics {
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final AtomicLong now = new AtomicLong();

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public long currentTimeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(now.get());
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, n -> new Sum());
    }

    @Override
    public void gauge(String name, LongSupplier value) {}

    private static final class Sum implements Counter {
        private final AtomicLong sum = new AtomicLong();

        @Override
        public void add(long amount) {
            sum.addAndGet(amount);
        }

        @Override
        public long value() {
            return sum.get();
        }
    }
}
