package io.quayside.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The connections of a generator that keeps them, with their poller and what they have in common. One thread. */
public final class Connections implements AutoCloseable {
    private static final int BUFFER = 256 << 10;
    private static final int CONNECT_MILLIS = 30_000;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<LoadConnection> all = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final Poller poller;
    private final Exchange exchange;
    private final int firstNumber;
    private final Answered answered;
    private long messages;
    private long reads;

    /** Told after each read how many messages came with it; may allow more. */
    @FunctionalInterface
    public interface Answered {
        /** Called by the generator's thread, after the bytes were checked. */
        void answered(LoadConnection connection, int messages);
    }

    /** Connects, so many times; nothing is sent yet. */
    public Connections(InetSocketAddress server, Exchange exchange, int count, Answered answered) throws IOException {
        this(exchange, 0, answered);
        for (int i = 0; i < count; i++) {
            connect(server, CONNECT_MILLIS);
        }
    }

    /** None yet; the first will have this number. */
    public Connections(Exchange exchange, int firstNumber, Answered answered) throws IOException {
        this.exchange = exchange;
        this.firstNumber = firstNumber;
        this.answered = answered;
        poller = new Poller(this::ready);
    }

    /** Makes one more connection, which has the next number. */
    public void connect(InetSocketAddress server, int timeOutMillis) throws IOException {
        all.add(new LoadConnection(firstNumber + all.size(), server, timeOutMillis, exchange, poller));
    }

    /** What looks at them. */
    public Poller poller() {
        return poller;
    }

    /** One of them, counted from zero. */
    public LoadConnection get(int index) {
        return all.get(index);
    }

    /** How many there are. */
    public int count() {
        return all.size();
    }

    /** Messages that have come back. */
    public long messages() {
        return messages;
    }

    /** Reads that brought them. */
    public long reads() {
        return reads;
    }

    /** Lets each connection send so many messages. */
    public void allowEach(int count) throws IOException {
        for (LoadConnection connection : all) {
            connection.allow(connection.allowed() + count);
            connection.send();
        }
    }

    /** Begins no more messages, and waits for what is under way. */
    public void drain() throws IOException {
        for (LoadConnection connection : all) {
            connection.end();
        }
        awaitAll();
    }

    /** Waits until everything that was allowed has come back. */
    public void awaitAll() throws IOException {
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
        try {
            if (key.isReadable()) {
                int count = connection.receive(in);
                messages += count;
                reads++;
                answered.answered(connection, count);
            }
            connection.send();
        } catch (IOException e) {
            throw new IOException("connection " + connection.number() + ": " + e.getMessage(), e);
        }
    }
}
