package io.quayside.core.metrics;

import io.quayside.api.Internal;
import io.quayside.api.plugin.Metrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * All figures of a server or client.
 *
 * @since 0.1
 */
@Internal
public final class MetricsRegistry implements Metrics {
    private static final Logger LOG = System.getLogger(MetricsRegistry.class.getName());

    private final Map<String, AddedCounter> counters = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

    private static final class AddedCounter implements Counter {
        private final LongAdder sum = new LongAdder();

        @Override
        public void add(long amount) {
            sum.add(amount);
        }

        @Override
        public long value() {
            return sum.sum();
        }
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, n -> new AddedCounter());
    }

    @Override
    public void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    /** A part of the registry whose names all begin with a prefix and a dot. */
    public Metrics under(String prefix) {
        MetricsRegistry all = this;
        return new Metrics() {
            @Override
            public Counter counter(String name) {
                return all.counter(prefix + "." + name);
            }

            @Override
            public void gauge(String name, LongSupplier value) {
                all.gauge(prefix + "." + name, value);
            }
        };
    }

    /** Forgets the gauges whose names begin with a prefix and a dot, and with them what they refer to (G2). */
    public void forgetGauges(String prefix) {
        gauges.keySet().removeIf(name -> name.startsWith(prefix + "."));
    }

    /** Forgets a gauge, and with it what it refers to (G2), unless another has its name by now. */
    void forgetGauge(String name, LongSupplier value) {
        gauges.remove(name, value);
    }

    /** Every figure as it is now, by name. */
    public Map<String, Long> snapshot() {
        Map<String, Long> figures = new TreeMap<>();
        counters.forEach((name, counter) -> figures.put(name, counter.value()));
        gauges.forEach((name, gauge) -> {
            try {
                figures.put(name, gauge.getAsLong());
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "the gauge " + name + " threw, and is left out", e);
            }
        });
        return figures;
    }
}
