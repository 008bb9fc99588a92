package io.quayside.core;

import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Metrics.Counter;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets accepted connections in while there is a free session; called on workers, several at once. */
final class Acceptor implements AcceptHandler {
    private static final Logger LOG = System.getLogger(Acceptor.class.getName());
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String endpoint;
    private final SessionLayer<?> layer;
    private final Counter accepted;
    private final Counter turnedAway;
    private final Counter failed;
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    Acceptor(String endpoint, SessionLayer<?> layer, Metrics metrics) {
        this.endpoint = endpoint;
        this.layer = layer;
        this.accepted = metrics.counter("accepts");
        this.turnedAway = metrics.counter("accepts.turned-away");
        this.failed = metrics.counter("accepts.failed");
    }

    @Override
    public void accepted(Connection connection) {
        accepted.add(1);
        if (layer.attach(connection) == null) {
            connection.close();
            turnedAway.add(1);
            log("all sessions are in use or the server is stopping: connections are turned away (" + turnedAway.value()
                    + " so far); the setting session.limit bounds them");
        }
    }

    @Override
    public void acceptFailed(Throwable cause, long retryMillis) {
        failed.add(1);
        log("accepting failed: " + cause + "; trying again in " + retryMillis + " ms (" + failed.value()
                + " failures so far)");
    }

    /** At most one line in five seconds, however many connections it is about. */
    private void log(String line) {
        long last = lastLogged.get();
        long now = System.nanoTime();
        if (now - last >= QUIET_NANOS && lastLogged.compareAndSet(last, now)) {
            LOG.log(Level.WARNING, "endpoint " + endpoint + ": " + line);
        }
    }
}
