package io.quayside.core.metrics;

import io.quayside.api.Internal;
import io.quayside.api.plugin.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Gauges of one name that many parts have, added up: of those that are there, and what those had that are gone. Counters are
 * shared as they are. From any thread; a sum that is read while a part goes may miss it or count it twice.
 *
 * @since 0.1
 */
@Internal
public final class SummedGauges {
    private final Metrics whole;
    private final Map<String, Sum> sums = new ConcurrentHashMap<>();

    /** The sums are gauges of {@code whole}. */
    public SummedGauges(Metrics whole) {
        this.whole = whole;
    }

    private static final class Sum {
        final List<Part> parts = new CopyOnWriteArrayList<>();
        private long gone;

        synchronized long value() {
            return gone + sum(parts);
        }

        synchronized void forget(Object owner) {
            List<Part> ended =
                    parts.stream().filter(part -> part.owner == owner).toList();
            gone += sum(ended);
            parts.removeAll(ended);
        }

        private static long sum(List<Part> some) {
            return some.stream().mapToLong(part -> part.gauge.getAsLong()).sum();
        }
    }

    private record Part(Object owner, LongSupplier gauge) {}

    /** The metrics that a part is given; {@code owner} stands for it. */
    public Metrics of(Object owner) {
        return new Metrics() {
            @Override
            public Counter counter(String name) {
                return whole.counter(name);
            }

            @Override
            public void gauge(String name, LongSupplier value) {
                sum(name).parts.add(new Part(owner, value));
            }
        };
    }

    /** Keeps the figures of a part that is gone, and nothing else of it. */
    public void forget(Object owner) {
        sums.values().forEach(sum -> sum.forget(owner));
    }

    private Sum sum(String name) {
        return sums.computeIfAbsent(name, n -> {
            Sum sum = new Sum();
            whole.gauge(n, sum::value);
            return sum;
        });
    }
}
