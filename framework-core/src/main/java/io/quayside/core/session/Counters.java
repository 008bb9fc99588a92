package io.quayside.core.session;

import static java.util.Objects.requireNonNull;

import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Metrics.Counter;
import io.quayside.api.session.CloseReason.Kind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a session layer counts beside the {@link Traffic} of its slots; {@code sentAlone} are messages sent outside callbacks,
 * {@code closedFor} says why sessions ended.
 */
record Counters(
        Counter opened,
        Counter closed,
        Map<Kind, Counter> closedFor,
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
                byKind(metrics),
                new LongAdder(),
                metrics.counter("sends.refused"),
                metrics.counter("receives.starved"),
                metrics.counter("sends.dropped"),
                metrics.counter("bytes.dropped"),
                metrics.counter("sessions.cut"),
                metrics.counter("bytes.cut"));
    }

    private static Map<Kind, Counter> byKind(Metrics metrics) {
        Map<Kind, Counter> counters = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            counters.put(kind, metrics.counter("sessions.closed." + name));
        }
        return counters;
    }

    void closed(Kind why) {
        requireNonNull(closedFor.get(why)).add(1);
        closed.add(1);
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
