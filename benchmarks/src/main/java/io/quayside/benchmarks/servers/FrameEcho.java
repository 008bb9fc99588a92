package io.quayside.benchmarks.servers;

import io.quayside.load.Varint;
import java.nio.ByteBuffer;

/**
 * The buffers of a connection written by hand: decodes every whole frame that was received, and encodes each into the output.
 * Nothing is allocated for a message, unless it is larger than all before. One thread at a time.
 */
final class FrameEcho {
    private static final int BUFFER = 32 << 10;

    private final long wrongFrame;
    private long frames;
    private ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);

    /** One that makes a fault in a frame of this number, counted from 0. */
    FrameEcho(long wrongFrame) {
        this.wrongFrame = wrongFrame;
    }

    /** Where to receive into. */
    ByteBuffer in() {
        return in;
    }

    /** What is to be sent, after {@link #echoReceived}; cleared by who has sent it. */
    ByteBuffer out() {
        return out;
    }

    /**
     * Echoes whole frames, and makes room for the one that has begun. The output is empty before, and flipped after.
     *
     * @throws IllegalArgumentException when the bytes are no frames
     */
    void echoReceived() {
        in.flip();
        int missing = echoWholeFrames();
        if (missing > in.capacity()) {
            in = ByteBuffer.allocateDirect(missing).put(in);
            // As large as the input: an encoded frame is never longer than the one decoded.
            out = ByteBuffer.allocateDirect(missing).put(out.flip());
        } else {
            in.compact();
        }
        out.flip();
    }

    /** Answers the size of the frame that has begun, if it can be told. */
    private int echoWholeFrames() {
        while (in.hasRemaining()) {
            int start = in.position();
            int length = Varint.read(in);
            if (length == Varint.INCOMPLETE) {
                break;
            }
            if (length > Service.LARGEST) {
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
        if (frames++ == wrongFrame && length > 0) {
            out.put(to + length - 1, (byte) ~out.get(to + length - 1));
        }
    }
}
