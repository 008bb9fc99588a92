package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what was accepted until a test asks for it. */
public final class Accepted implements AcceptHandler {
    private final LinkedBlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    @Override
    public void accepted(Connection connection) {
        connections.add(connection);
    }

    @Override
    public void acceptFailed(Throwable cause, long retryMillis) {
        failures.add(cause);
    }

    /** The next connection; fails when there is none for some seconds. */
    public Connection next() {
        try {
            Connection connection = connections.poll(20, TimeUnit.SECONDS);
            assertNotNull(connection, () -> "nothing was accepted; failures: " + failures);
            return connection;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
