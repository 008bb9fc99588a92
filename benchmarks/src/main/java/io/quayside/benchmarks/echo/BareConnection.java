package io.quayside.benchmarks.echo;

import io.quayside.benchmarks.wire.Varint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the server without a framework. It reads, decodes every whole frame that is there, encodes each into
 * the output, writes that at once, and reads again when all of it is written. Nothing is allocated for a message.
 *
 * <p>The group has one thread, and one operation is pending at a time, so nothing here is synchronized.
 */
final class BareConnection {
    private static final int BUFFER = 32 << 10;

    private final AsynchronousSocketChannel channel;
    private final CompletionHandler<Integer, @Nullable Void> reading = new Reading();
    private final CompletionHandler<Integer, @Nullable Void> writing = new Writing();
    private ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);

    BareConnection(AsynchronousSocketChannel channel) {
        this.channel = channel;
    }

    void read() {
        channel.read(in, null, reading);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void received() {
        in.flip();
        int missing = echoWholeFrames();
        if (missing > in.capacity()) {
            grow(missing);
        } else {
            in.compact();
        }
        if (out.position() == 0) {
            read();
        } else {
            out.flip();
            channel.write(out, null, writing);
        }
    }

    /** Answers the size of the frame that has begun, if it can be told. */
    private int echoWholeFrames() {
        while (in.hasRemaining()) {
            int start = in.position();
            int length = Varint.read(in);
            if (length == Varint.INCOMPLETE) {
                break;
            }
            if (length > EchoFrames.LARGEST) {
                throw new IllegalArgumentException("a frame of " + length + " bytes");
            }
            if (length > in.remaining()) {
                in.position(start);
                return Varint.size(length) + length;
            }
            echo(length);
        }
        return 0;
    }

    private void echo(int length) {
        int from = in.position();
        Varint.write(length, out);
        int to = out.position();
        out.put(to, in, from, length).position(to + length);
        in.position(from + length);
    }

    /** The output is as large as the input: an encoded frame is never longer than the one decoded. */
    private void grow(int bytes) {
        in = ByteBuffer.allocateDirect(bytes).put(in);
        out = ByteBuffer.allocateDirect(bytes).put(out.flip());
    }

    private final class Reading implements CompletionHandler<Integer, @Nullable Void> {
        @Override
        public void completed(Integer count, @Nullable Void none) {
            if (count < 0) {
                close();
                return;
            }
            try {
                received();
            } catch (IllegalArgumentException e) {
                close();
            }
        }

        @Override
        public void failed(Throwable cause, @Nullable Void none) {
            close();
        }
    }

    private final class Writing implements CompletionHandler<Integer, @Nullable Void> {
        @Override
        public void completed(Integer count, @Nullable Void none) {
            if (out.hasRemaining()) {
                channel.write(out, null, this);
            } else {
                out.clear();
                read();
            }
        }

        @Override
        public void failed(Throwable cause, @Nullable Void none) {
            close();
        }
    }
}
