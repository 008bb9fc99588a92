package io.quayside.load.bench;

import java.net.InetSocketAddress;
import java.time.Duration;

/** Plans of short runs. */
final class Plans {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Plans() {}

    static Plan closed(InetSocketAddress server, int connections, int inFlight, Duration duration) {
        return new Plan(
                server, Protocol.FRAMES, connections, 32, inFlight, Duration.ofMillis(50), duration, 0, 1, PATIENCE);
    }

    static Plan open(InetSocketAddress server, int connections, double perSecond, Duration duration) {
        return new Plan(server, Protocol.FRAMES, connections, 32, 1, Duration.ZERO, duration, perSecond, 1, PATIENCE);
    }

    static Plan impatient(Plan plan, Duration timeOut) {
        return new Plan(
                plan.server(),
                plan.protocol(),
                plan.connections(),
                plan.size(),
                plan.inFlight(),
                plan.warmUp(),
                plan.duration(),
                plan.perSecond(),
                plan.threads(),
                timeOut);
    }
}
