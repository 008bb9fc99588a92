package io.quayside.distribution.admin;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One connection, of which nothing waits longer than it may. One thread's. */
final class TimedChannel implements Closeable {
    private final SocketChannel channel;
    private final Selector selector;
    private long end;

    /** Takes the channel over; how long what is done with it may take is said {@link #within}. */
    TimedChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, 0);
    }

    /** What follows has to be done within so much time. */
    TimedChannel within(Duration time) {
        end = System.nanoTime() + time.toNanos();
        return this;
    }

    /**
     * Reads to the end of the first line, or of the stream.
     *
     * @param most the most bytes
     * @throws IOException when it is longer, or takes too long
     */
    String readLine(int most) throws IOException {
        return read(most, true);
    }

    /** Reads to the end of the stream. */
    String readAll(int most) throws IOException {
        return read(most, false);
    }

    private String read(int most, boolean line) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(1024);
        while (true) {
            await(SelectionKey.OP_READ);
            int count = channel.read(some.clear());
            if (count < 0) {
                if (line) {
                    throw new EOFException("the line isn't whole: " + all.size() + " bytes came");
                }
                return all.toString(StandardCharsets.UTF_8);
            }
            all.write(some.array(), 0, count);
            int newline = line ? all.toString(StandardCharsets.UTF_8).indexOf('\n') : -1;
            if (newline >= 0) {
                return all.toString(StandardCharsets.UTF_8).substring(0, newline);
            }
            if (all.size() > most) {
                throw new IOException("more than " + most + " bytes came");
            }
        }
    }

    void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
            channel.write(bytes);
        }
    }

    private void await(int operation) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        selector.selectedKeys().clear();
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || selector.select(left) == 0) {
            throw new SocketTimeoutException("it takes too long");
        }
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
