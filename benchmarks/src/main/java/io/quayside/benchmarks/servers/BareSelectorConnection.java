package io.quayside.benchmarks.servers;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of the server on a selector; its thread alone uses it. Reads no more while a write is unfinished. */
final class BareSelectorConnection {
    private final SocketChannel channel;
    private final FrameEcho echo;

    BareSelectorConnection(SocketChannel channel, long wrongFrame) {
        this.channel = channel;
        this.echo = new FrameEcho(wrongFrame);
    }

    /** Goes on with what the selector found; a connection that fails is closed. */
    void ready(SelectionKey key) throws IOException {
        try {
            if (key.isWritable()) {
                write(key);
            } else if (channel.read(echo.in()) < 0) {
                channel.close();
            } else {
                echo.echoReceived();
                write(key);
            }
        } catch (IOException | IllegalArgumentException e) {
            channel.close();
        }
    }

    private void write(SelectionKey key) throws IOException {
        if (echo.out().hasRemaining()) {
            channel.write(echo.out());
        }
        if (echo.out().hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
            return;
        }
        echo.out().clear();
        if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }
}
