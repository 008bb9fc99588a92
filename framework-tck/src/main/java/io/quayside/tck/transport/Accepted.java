package io.quayside.tck.transport;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Keeps what was accepted until a test asks for it.
 *
 * @since 0.1
 */
@Open
public final class Accepted implements AcceptHandler {
    private final TransportHarness harness;
    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Nothing yet. */
    public Accepted(TransportHarness harness) {
        this.harness = harness;
    }

    @Override
    public void accepted(Connection connection) {
        connections.add(connection);
    }

    @Override
    public void acceptFailed(Throwable cause, long retryMillis) {
        failures.add(cause);
    }

    /** The next connection; fails when there will be none. */
    public Connection next() {
        try {
            harness.await("a connection to be accepted", () -> !connections.isEmpty());
        } catch (AssertionError e) {
            failures.forEach(e::addSuppressed);
            throw e;
        }
        return requireNonNull(connections.poll());
    }
}
