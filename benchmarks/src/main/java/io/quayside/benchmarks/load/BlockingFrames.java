package io.quayside.benchmarks.load;

import io.quayside.load.Varint;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Frames over a channel that blocks: for what comes before a measurement. One thread. */
final class BlockingFrames {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(64 << 10).flip();

    BlockingFrames(SocketChannel channel) {
        this.channel = channel;
    }

    void write(byte[] payload) throws IOException {
        ByteBuffer frame = frame(payload);
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    /** The next frame's payload. */
    byte[] read() throws IOException {
        while (true) {
            int start = in.position();
            int length = length(in);
            if (length != Varint.INCOMPLETE && length <= in.remaining()) {
                byte[] payload = new byte[length];
                in.get(payload);
                return payload;
            }
            in.position(start).compact();
            if (channel.read(in) < 0) {
                throw new WrongAnswer("the server ended a connection before the measurement");
            }
            in.flip();
        }
    }

    /** Nothing was received that wasn't read. */
    void requireEmpty() {
        if (in.hasRemaining()) {
            throw new WrongAnswer("the server sent more than was due before the measurement");
        }
    }

    /** The length of a frame that a server sent, as {@link Varint#read}. */
    static int length(ByteBuffer in) {
        try {
            return Varint.read(in);
        } catch (IllegalArgumentException e) {
            throw new WrongAnswer("the server sent " + e.getMessage(), e);
        }
    }

    /** A payload with its length in front. */
    static ByteBuffer frame(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocateDirect(Varint.size(payload.length) + payload.length);
        Varint.write(payload.length, frame);
        return frame.put(payload).flip();
    }
}
