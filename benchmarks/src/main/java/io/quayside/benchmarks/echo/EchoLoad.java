package io.quayside.benchmarks.echo;

import io.quayside.benchmarks.process.CpuTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The load generator: a closed loop over many connections on the calling thread, which polls without ever sleeping, so that
 * no server pays for waking it up. Allocates nothing while it runs.
 */
final class EchoLoad implements AutoCloseable {
    private static final int BUFFER = 256 << 10;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long WARM_MESSAGES = 1_000_000;
    private static final long LONGEST_WARM_UP = 6;

    private final Selector selector;
    private final List<LoadConnection> connections = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final Consumer<SelectionKey> ready = this::ready;
    private long messages;
    private long reads;
    private long polls;
    private long idlePolls;

    /** Reads the server's processor time. */
    @FunctionalInterface
    interface CpuClock {
        /** What it has taken since its start. */
        CpuTime read() throws IOException;
    }

    EchoLoad() throws IOException {
        selector = Selector.open();
    }

    /**
     * Connects, warms the server up, measures, and waits for what is still in flight.
     *
     * @throws WrongEcho when a byte was wrong, or missing at the end
     */
    LoadResult run(InetSocketAddress server, LoadSettings settings, CpuClock cpu) throws IOException {
        EchoFrames frames = new EchoFrames(settings.size(), settings.inFlight());
        for (int i = 0; i < settings.connections(); i++) {
            connections.add(new LoadConnection(i, server, frames, settings.inFlight(), selector));
        }
        for (LoadConnection connection : connections) {
            connection.send();
        }
        warmUp(TimeUnit.SECONDS.toNanos(settings.warmUpSeconds()));
        forgetCounts();
        CpuTime before = cpu.read();
        long nanos = pollFor(TimeUnit.SECONDS.toNanos(settings.seconds()));
        CpuTime taken = cpu.read().since(before);
        LoadResult result =
                new LoadResult(messages, nanos, taken, (double) idlePolls / polls, (double) messages / reads);
        drain();
        return result;
    }

    @Override
    public void close() throws IOException {
        for (LoadConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }

    /** Both some time and some messages: on a machine that others use too, either alone may leave a server interpreted. */
    private void warmUp(long nanos) throws IOException {
        long longest = nanos * LONGEST_WARM_UP;
        long spent = pollFor(nanos);
        while (messages < WARM_MESSAGES && spent < longest) {
            spent += pollFor(nanos);
        }
    }

    private long pollFor(long nanos) throws IOException {
        long begun = System.nanoTime();
        long now = begun;
        while (now - begun < nanos) {
            poll();
            now = System.nanoTime();
        }
        return now - begun;
    }

    private void poll() throws IOException {
        polls++;
        try {
            if (selector.selectNow(ready) == 0) {
                idlePolls++;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void ready(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            if (key.isReadable()) {
                messages += connection.receive(in);
                reads++;
            }
            connection.send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forgetCounts() {
        messages = 0;
        reads = 0;
        polls = 0;
        idlePolls = 0;
    }

    private void drain() throws IOException {
        connections.forEach(LoadConnection::end);
        long begun = System.nanoTime();
        for (LoadConnection connection : connections) {
            while (!connection.isComplete()) {
                if (System.nanoTime() - begun > DRAIN_NANOS) {
                    throw new WrongEcho(connection.missing());
                }
                poll();
            }
        }
    }
}
