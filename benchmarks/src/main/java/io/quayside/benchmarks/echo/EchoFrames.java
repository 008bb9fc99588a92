package io.quayside.benchmarks.echo;

import io.quayside.benchmarks.wire.Varint;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The stream of frames that connections send, and expect back: random payloads of one size, repeated after so many that a
 * frame lost, doubled or mixed up with another shows in the bytes. Each connection begins at another frame, so that one
 * connection's echoes are not mistaken for another's.
 *
 * <p>Immutable; whoever sends or checks takes a view of its own.
 */
final class EchoFrames {
    /** Bytes of the largest payload. */
    static final int LARGEST = 1 << 20;

    private static final int PERIOD_BYTES = 1 << 18;
    private static final int FEWEST = 67;

    private final int frameSize;
    private final int period;
    private final ByteBuffer bytes;

    /**
     * Renders the frames.
     *
     * @param payloadSize bytes of each payload
     * @param together how many frames may be sent in one piece, wherever the first of them stands
     */
    EchoFrames(int payloadSize, int together) {
        frameSize = Varint.size(payloadSize) + payloadSize;
        int frames = Math.max(FEWEST, PERIOD_BYTES / frameSize);
        period = frames * frameSize;
        bytes = ByteBuffer.allocateDirect(Math.addExact(period, Math.multiplyExact(together, frameSize)));
        SplittableRandom random = new SplittableRandom(payloadSize);
        byte[] payload = new byte[payloadSize];
        for (int i = 0; i < frames; i++) {
            random.nextBytes(payload);
            Varint.write(payloadSize, bytes);
            bytes.put(payload);
        }
        repeat();
    }

    private void repeat() {
        for (int at = 0; bytes.hasRemaining(); at++) {
            bytes.put(bytes.get(at));
        }
        bytes.flip();
    }

    /** Bytes of a frame. */
    int frameSize() {
        return frameSize;
    }

    /** Bytes after which the stream repeats. */
    int period() {
        return period;
    }

    /** The bytes of one period, and of what follows it as far as frames may be sent in one piece. */
    ByteBuffer view() {
        return bytes.duplicate();
    }

    /** Where the stream of a connection begins. */
    long start(int connection) {
        return (long) frameSize * connection;
    }
}
