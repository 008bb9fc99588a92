package io.quayside.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The connections of a generator that keeps them, with their poller and what they have in common. One thread. */
final class Connections implements AutoCloseable {
    private static final int BUFFER = 256 << 10;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<LoadConnection> all = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final Poller poller;
    private final Answered answered;
    private long messages;
    private long reads;

    /** Told after each read how many messages came with it; may allow more. */
    @FunctionalInterface
    interface Answered {
        void answered(LoadConnection connection, int messages);
    }

    /** Connects, so many times; nothing is sent yet. */
    Connections(InetSocketAddress server, Exchange exchange, int count, Answered answered) throws IOException {
        this.answered = answered;
        poller = new Poller(this::ready);
        for (int i = 0; i < count; i++) {
            all.add(new LoadConnection(i, server, exchange, poller));
        }
    }

    Poller poller() {
        return poller;
    }

    LoadConnection get(int number) {
        return all.get(number);
    }

    int count() {
        return all.size();
    }

    /** Messages that have come back. */
    long messages() {
        return messages;
    }

    /** Reads that brought them. */
    long reads() {
        return reads;
    }

    /** Lets each connection send so many messages. */
    void allowEach(int count) throws IOException {
        for (LoadConnection connection : all) {
            connection.allow(connection.allowed() + count);
            connection.send();
        }
    }

    /** Begins no more messages, and waits for what is under way. */
    void drain() throws IOException {
        for (LoadConnection connection : all) {
            connection.end();
        }
        awaitAll();
    }

    /** Waits until everything that was allowed has come back. */
    void awaitAll() throws IOException {
        long end = System.nanoTime() + DRAIN_NANOS;
        for (LoadConnection connection : all) {
            if (!poller.pollUntil(connection::isComplete, Math.max(0, end - System.nanoTime()))) {
                throw connection.incomplete();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (LoadConnection connection : all) {
            connection.close();
        }
        poller.close();
    }

    private void ready(SelectionKey key) throws IOException {
        LoadConnection connection = (LoadConnection) key.attachment();
        if (key.isReadable()) {
            int count = connection.receive(in);
            messages += count;
            reads++;
            answered.answered(connection, count);
        }
        connection.send();
    }
}
