package io.quayside.stress.rig;

import io.quayside.api.plugin.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts nothing, and keeps the gauges; these are set by whoever makes the rig, before anybody reads one. */
public final class RigMetrics implements Metrics {
    private static final Counter NONE = new Counter() {
        @Override
        public void add(long amount) {}

        @Override
        public long value() {
            return 0;
        }
    };

    private final Map<String, LongSupplier> gauges = new HashMap<>();

    @Override
    public Counter counter(String name) {
        return NONE;
    }

    @Override
    public void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    /** What the gauge says now. */
    public long read(String name) {
        LongSupplier gauge = gauges.get(name);
        if (gauge == null) {
            throw new IllegalStateException("there is no gauge " + name);
        }
        return gauge.getAsLong();
    }
}
