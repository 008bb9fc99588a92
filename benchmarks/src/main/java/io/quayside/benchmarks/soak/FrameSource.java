package io.quayside.benchmarks.soak;

import io.quayside.load.Varint;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * An endless stream of frames with payloads of 0 bytes to 64 KiB, most of them small. Two sources with one seed make the same
 * stream: one for what is sent, one for what is expected back. Used by one thread.
 */
final class FrameSource {
    static final int LARGEST_PAYLOAD = 64 << 10;
    static final int LARGEST_FRAME = Varint.size(LARGEST_PAYLOAD) + LARGEST_PAYLOAD;

    private static final byte[] CONTENT = new byte[1 << 20];

    static {
        new SplittableRandom(1).nextBytes(CONTENT);
    }

    private final SplittableRandom random;
    private int payload;
    private int from;

    FrameSource(long seed) {
        random = new SplittableRandom(seed);
        advance();
    }

    /** Bytes of the frame that {@link #write} would write. */
    int frameSize() {
        return Varint.size(payload) + payload;
    }

    /** Writes a frame and goes on to the next. */
    void write(ByteBuffer out) {
        Varint.write(payload, out);
        out.put(CONTENT, from, payload);
        advance();
    }

    private void advance() {
        payload = random.nextInt(most(random.nextInt(100)) + 1);
        from = random.nextInt(CONTENT.length - LARGEST_PAYLOAD);
    }

    private static int most(int percentile) {
        if (percentile < 70) {
            return 64;
        }
        if (percentile < 92) {
            return 1 << 10;
        }
        return percentile < 99 ? 8 << 10 : LARGEST_PAYLOAD;
    }
}
