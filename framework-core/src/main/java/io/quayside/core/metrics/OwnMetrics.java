package io.quayside.core.metrics;

import io.quayside.api.Internal;
import io.quayside.api.plugin.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The figures of one part of a server that another may take the place of: its gauges show from when it is {@linkplain #show
 * shown} until it is {@linkplain #forget forgotten}, and then nothing of them is kept (G2). Counters go on. From any thread.
 *
 * @since 0.1
 */
@Internal
public final class OwnMetrics implements Metrics {
    private final MetricsRegistry all;
    private final String prefix;
    private final Map<String, LongSupplier> gauges = new HashMap<>();
    private State state = State.HIDDEN;

    private enum State {
        HIDDEN,
        SHOWN,
        LEAVING,
        FORGOTTEN
    }

    /** Names begin with the prefix and a dot. */
    public OwnMetrics(MetricsRegistry all, String prefix) {
        this.all = all;
        this.prefix = prefix + ".";
    }

    @Override
    public Counter counter(String name) {
        return all.counter(prefix + name);
    }

    @Override
    public synchronized void gauge(String name, LongSupplier value) {
        if (state == State.LEAVING || state == State.FORGOTTEN) {
            return;
        }
        gauges.put(prefix + name, value);
        if (state == State.SHOWN) {
            all.gauge(prefix + name, value);
        }
    }

    /** Shows its gauges, in the place of any with the same names. */
    public synchronized void show() {
        if (state == State.HIDDEN) {
            state = State.SHOWN;
            gauges.forEach(all::gauge);
        }
    }

    /** Takes no new ones: another is about to take its place, whose gauges they would replace. */
    public synchronized void leave() {
        state = State.LEAVING;
    }

    /** Shows them no more; those of another that has the same names stay. */
    public synchronized void forget() {
        state = State.FORGOTTEN;
        gauges.forEach(all::forgetGauge);
        gauges.clear();
    }
}
