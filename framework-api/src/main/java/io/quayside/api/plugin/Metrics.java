package io.quayside.api.plugin;

import io.quayside.api.Stable;
import java.util.function.LongSupplier;

/**
 * Figures for the operator; implemented by the framework, called from any thread.
 *
 * @since 0.1
 */
@Stable
public interface Metrics {
    /** The counter with this name; made when first asked for. Names are lower case with dots: {@code messages.private}. */
    Counter counter(String name);

    /** A figure read when somebody looks; a gauge with the same name is replaced. */
    void gauge(String name, LongSupplier value);

    /** A number that only grows. */
    interface Counter {
        /** Adds; cheap enough for every message. */
        void add(long amount);

        /** What has been added so far. */
        long value();
    }
}
