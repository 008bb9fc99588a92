package io.quayside.core.session;

import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Metrics.Counter;
import java.util.concurrent.atomic.LongAdder;

/** What a session layer counts beside the {@link Traffic} of its slots; {@code sentAlone} are messages sent outside callbacks. */
record Counters(
        Counter opened,
        Counter closed,
        LongAdder sentAlone,
        Counter refused,
        Counter starved,
        Counter droppedSends,
        Counter droppedBytes,
        Counter cutSessions,
        Counter cutBytes) {

    static Counters of(Metrics metrics) {
        return new Counters(
                metrics.counter("sessions.opened"),
                metrics.counter("sessions.closed"),
                new LongAdder(),
                metrics.counter("sends.refused"),
                metrics.counter("receives.starved"),
                metrics.counter("sends.dropped"),
                metrics.counter("bytes.dropped"),
                metrics.counter("sessions.cut"),
                metrics.counter("bytes.cut"));
    }

    void dropped(long bytes) {
        droppedSends.add(1);
        droppedBytes.add(bytes);
    }

    void cut(long bytes) {
        cutSessions.add(1);
        cutBytes.add(bytes);
    }
}
