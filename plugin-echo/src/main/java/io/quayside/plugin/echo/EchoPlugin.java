package io.quayside.plugin.echo;

import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Metrics.Counter;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import jakarta.inject.Inject;

/**
 * Sends every message back; made by the framework, one for each endpoint that names {@code echo}.
 *
 * <p>A peer that doesn't read its echoes is not sent more than it takes: the framework receives nothing from a congested
 * session. So a refused send means that the server has no I/O contexts left. The peer counts on every message coming back,
 * in order, and a gap would go unnoticed: its session is closed instead, after the echoes taken before.
 *
 * <p>Concurrency: no state but the counters, which any number of workers may add to.
 */
final class EchoPlugin implements Plugin<Object> {
    private final Counter echoed;
    private final Counter refused;

    /** Counts in {@code messages.echoed} and {@code messages.refused}. */
    @Inject
    EchoPlugin(Metrics metrics) {
        echoed = metrics.counter("messages.echoed");
        refused = metrics.counter("messages.refused");
    }

    @Override
    public void message(Session<Object> session, Object message) {
        switch (session.send(message)) {
            case QUEUED, CONGESTED -> echoed.add(1);
            case REFUSED -> {
                refused.add(1);
                session.close("an echo could not be queued: the server is out of I/O contexts");
            }
            case CLOSED -> {
                // The peer will hear nothing any more, and nobody is left to tell.
            }
        }
    }
}
