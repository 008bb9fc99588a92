package io.quayside.tck.transport;

import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The outcome of one connect; counts how often it is told. */
class Outcome implements ConnectHandler {
    private final AtomicInteger times = new AtomicInteger();
    private volatile @Nullable Connection connection;
    private volatile @Nullable IOException failure;
    private volatile @Nullable Thread thread;

    @Override
    public void connected(Connection connection) {
        this.connection = connection;
        told();
    }

    @Override
    public final void connectFailed(IOException cause) {
        failure = cause;
        told();
    }

    private void told() {
        thread = Thread.currentThread();
        times.incrementAndGet();
    }

    /** How often it was told. */
    final int times() {
        return times.get();
    }

    /** Who told it; null when it wasn't told. */
    final @Nullable Thread thread() {
        return thread;
    }

    /** Waits for the connection. */
    final Connection connection(TransportHarness harness) {
        harness.await("a connect to be told", () -> times() > 0);
        Connection made = connection;
        if (made == null) {
            throw new AssertionError("the connect failed: " + failure, failure);
        }
        return made;
    }

    /** Waits for the failure; answers what it says. */
    final String failure(TransportHarness harness) {
        harness.await("a connect to be told", () -> times() > 0);
        IOException cause = failure;
        if (cause == null) {
            throw new AssertionError("the connect succeeded, and was to fail");
        }
        if (times() != 1) {
            throw new AssertionError("the outcome was told " + times() + " times");
        }
        return cause.getMessage() == null ? "" : cause.getMessage();
    }

    /** Whether it failed. */
    final boolean failed() {
        return failure != null;
    }
}
