package io.quayside.benchmarks.load;

import io.quayside.benchmarks.wire.Varint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A stream of frames of one size that connections send, or expect: repeated after so many that a frame lost, doubled or mixed
 * up with another shows in the bytes. Each connection begins at another frame, so that one connection's answers are not
 * mistaken for another's.
 *
 * <p>Immutable; whoever sends or checks takes a view of its own.
 */
public final class FrameStream {
    private static final int PERIOD_BYTES = 1 << 18;
    private static final int FEWEST = 67;

    private final int frameSize;
    private final int period;
    private final int together;
    private final ByteBuffer bytes;

    /** The payloads in turn, all of one size; so many frames may be sent in one piece, wherever the first of them stands. */
    FrameStream(List<byte[]> payloads, int together) {
        int payloadSize = payloads.get(0).length;
        this.frameSize = Varint.size(payloadSize) + payloadSize;
        this.period = payloads.size() * frameSize;
        this.together = together;
        this.bytes = ByteBuffer.allocateDirect(Math.addExact(period, Math.multiplyExact(together, frameSize)));
        for (byte[] payload : payloads) {
            if (payload.length != payloadSize) {
                throw new IllegalArgumentException("payloads of " + payloadSize + " and " + payload.length + " bytes");
            }
            Varint.write(payloadSize, bytes);
            bytes.put(payload);
        }
        for (int at = 0; bytes.hasRemaining(); at++) {
            bytes.put(bytes.get(at));
        }
        bytes.flip();
    }

    /** Random payloads of a size. */
    static FrameStream random(int payloadSize, int together) {
        SplittableRandom random = new SplittableRandom(payloadSize);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < periodFor(payloadSize); i++) {
            byte[] payload = new byte[payloadSize];
            random.nextBytes(payload);
            payloads.add(payload);
        }
        return new FrameStream(payloads, together);
    }

    /** After how many payloads of a size to repeat them. */
    static int periodFor(int payloadSize) {
        return Math.max(FEWEST, PERIOD_BYTES / (payloadSize + 1));
    }

    /** Bytes of a frame. */
    int frameSize() {
        return frameSize;
    }

    /** Bytes after which the stream repeats. */
    int period() {
        return period;
    }

    /** The most frames that may be sent in one piece. */
    int together() {
        return together;
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
