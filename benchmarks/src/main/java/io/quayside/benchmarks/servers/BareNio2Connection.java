package io.quayside.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the server on asynchronous channels. It reads, echoes every whole frame that is there with one write,
 * and reads again when all of it is written.
 *
 * <p>The group has one thread, and one operation is pending at a time, so nothing here is synchronized.
 */
final class BareNio2Connection {
    private final AsynchronousSocketChannel channel;
    private final CompletionHandler<Integer, @Nullable Void> reading = new Reading();
    private final CompletionHandler<Integer, @Nullable Void> writing = new Writing();
    private final FrameEcho echo = new FrameEcho(Long.MAX_VALUE);

    BareNio2Connection(AsynchronousSocketChannel channel) {
        this.channel = channel;
    }

    void read() {
        channel.read(echo.in(), null, reading);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        if (echo.out().hasRemaining()) {
            channel.write(echo.out(), null, writing);
        } else {
            echo.out().clear();
            read();
        }
    }

    private final class Reading implements CompletionHandler<Integer, @Nullable Void> {
        @Override
        public void completed(Integer count, @Nullable Void none) {
            if (count < 0) {
                close();
                return;
            }
            try {
                echo.echoReceived();
            } catch (IllegalArgumentException e) {
                close();
                return;
            }
            write();
        }

        @Override
        public void failed(Throwable cause, @Nullable Void none) {
            close();
        }
    }

    private final class Writing implements CompletionHandler<Integer, @Nullable Void> {
        @Override
        public void completed(Integer count, @Nullable Void none) {
            write();
        }

        @Override
        public void failed(Throwable cause, @Nullable Void none) {
            close();
        }
    }
}
