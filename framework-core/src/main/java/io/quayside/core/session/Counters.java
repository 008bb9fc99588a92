package io.quayside.core.session;

import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Metrics.Counter;

/** What a session layer counts. */
record Counters(
        Counter opened,
        Counter closed,
        Counter messagesReceived,
        Counter messagesSent,
        Counter bytesReceived,
        Counter bytesSent,
        Counter refused,
        Counter starved,
        Counter cutSessions,
        Counter cutBytes) {

    static Counters of(Metrics metrics) {
        return new Counters(
                metrics.counter("sessions.opened"),
                metrics.counter("sessions.closed"),
                metrics.counter("messages.received"),
                metrics.counter("messages.sent"),
                metrics.counter("bytes.received"),
                metrics.counter("bytes.sent"),
                metrics.counter("sends.refused"),
                metrics.counter("receives.starved"),
                metrics.counter("sessions.cut"),
                metrics.counter("bytes.cut"));
    }

    void cut(long bytes) {
        cutSessions.add(1);
        cutBytes.add(bytes);
    }
}
