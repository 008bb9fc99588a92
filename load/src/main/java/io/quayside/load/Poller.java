package io.quayside.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks at the generator's sockets over and over without sleeping, so that no server pays for waking the generator up, and
 * keeps account of the time in which there was nothing to do. One thread.
 */
public final class Poller implements AutoCloseable {
    private final Selector selector;
    private final Consumer<SelectionKey> action;
    private long now = System.nanoTime();
    private long begun = now;
    private long idle;

    /** What is done with a socket that is ready. */
    @FunctionalInterface
    public interface Ready {
        /** Called for each key of a socket that is ready. */
        void ready(SelectionKey key) throws IOException;
    }

    /** One that looks at nothing yet. */
    public Poller(Ready ready) throws IOException {
        selector = Selector.open();
        action = key -> {
            try {
                ready.ready(key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Looks at a socket from now on. */
    public SelectionKey register(SelectableChannel channel, int operations, Object attachment) throws IOException {
        return channel.register(selector, operations, attachment);
    }

    /** Looks once; answers the time after it. */
    public long poll() throws IOException {
        boolean nothing;
        try {
            nothing = selector.selectNow(action) == 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        long before = now;
        now = System.nanoTime();
        if (nothing) {
            idle += now - before;
        }
        return now;
    }

    /** Looks for so long; answers how long it was. */
    public long pollFor(long nanos) throws IOException {
        long start = System.nanoTime();
        now = start;
        while (poll() - start < nanos) {
            // The connections do what there is to do.
        }
        return now - start;
    }

    /** Looks until something holds; answers false when that took longer than so long. */
    public boolean pollUntil(BooleanSupplier done, long nanos) throws IOException {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (poll() - start > nanos) {
                return false;
            }
        }
        return true;
    }

    /** There was something to do since the last look: the time doesn't count as idle. */
    void worked() {
        now = System.nanoTime();
    }

    /** Begins the account anew. */
    public void forget() {
        now = System.nanoTime();
        begun = now;
        idle = 0;
    }

    /** The share of the time since then in which there was something to do, from 0 to 1. */
    public double busy() {
        return 1 - (double) idle / Math.max(1, now - begun);
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
