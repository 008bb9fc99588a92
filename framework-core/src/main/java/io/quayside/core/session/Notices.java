package io.quayside.core.session;

import io.quayside.api.plugin.TimeSource;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.core.metrics.QuietLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/**
 * What the operator is told of an endpoint's overload: a line in five seconds for each kind, whatever happens. What is
 * counted with each message is looked up at the tick, so that it costs a message nothing more.
 *
 * <p>{@link #ended} and {@link #threw} are called on any worker, {@link #tick} by the timer alone.
 */
final class Notices {
    private static final Logger LOG = System.getLogger(StandardSessions.class.getName());

    private final String endpoint;
    private final Counters counters;
    private final QuietLog hostile;
    private final QuietLog congested;
    private final QuietLog failures;
    private final Growing unsent;
    private final Growing starved;

    Notices(String endpoint, Counters counters, TimeSource time) {
        this.endpoint = endpoint;
        this.counters = counters;
        this.hostile = new QuietLog(LOG, time);
        this.congested = new QuietLog(LOG, time);
        this.failures = new QuietLog(LOG, time);
        this.unsent = new Growing(new QuietLog(LOG, time));
        this.starved = new Growing(new QuietLog(LOG, time));
    }

    /** A session ended for its peer's bytes, or because its peer took none. */
    void ended(StandardSession<?> session, CloseReason reason) {
        QuietLog log = reason.kind() == Kind.CODEC_ERROR ? hostile : congested;
        log.log(Level.WARNING, () -> session + " ended: " + reason);
    }

    /** Somebody's code threw, which closes the session. */
    void threw(OutgoingHalf<?> session, String who, Throwable cause) {
        failures.error(() -> session + ": " + who + " threw; the session is closed", cause);
    }

    void tick() {
        long refused = counters.refused().value();
        long dropped = counters.droppedSends().value();
        unsent.look(
                refused + dropped,
                () -> "endpoint " + endpoint + ": peers read too slowly, or I/O contexts are used up: " + refused
                        + " sends were refused and " + dropped
                        + " dropped so far; the settings session.outbound-limit and pool.memory bound them");
        long waited = counters.starved().value();
        starved.look(
                waited,
                () -> "endpoint " + endpoint + ": I/O contexts are used up: receiving had to wait for one " + waited
                        + " times so far; the setting pool.memory bounds them");
    }

    /** A figure that is told of when it has grown. */
    private static final class Growing {
        private final QuietLog log;
        private long told;

        Growing(QuietLog log) {
            this.log = log;
        }

        void look(long figure, Supplier<String> line) {
            if (figure != told && log.warn(line)) {
                told = figure;
            }
        }
    }
}
