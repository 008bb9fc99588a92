package io.quayside.load;

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
    // Of large ones fewer have to do, so as not to take all memory.
    private static final int LARGE_BYTES = 1 << 24;
    private static final int FEWEST_LARGE = 5;

    private final int frameSize;
    private final int period;
    private final int together;
    private final ByteBuffer bytes;

    /** The frames in turn, all of one size; so many may be sent in one piece, wherever the first of them stands. */
    private FrameStream(List<byte[]> frames, int together) {
        this.frameSize = frames.get(0).length;
        this.period = frames.size() * frameSize;
        this.together = together;
        this.bytes = ByteBuffer.allocateDirect(Math.addExact(period, Math.multiplyExact(together, frameSize)));
        for (byte[] frame : frames) {
            if (frame.length != frameSize) {
                throw new IllegalArgumentException("frames of " + frameSize + " and " + frame.length + " bytes");
            }
            bytes.put(frame);
        }
        for (int at = 0; bytes.hasRemaining(); at++) {
            bytes.put(bytes.get(at));
        }
        bytes.flip();
    }

    /** Payloads in turn, all of one size, each with its length in front. */
    public static FrameStream framed(List<byte[]> payloads, int together) {
        List<byte[]> frames = new ArrayList<>();
        for (byte[] payload : payloads) {
            ByteBuffer frame = ByteBuffer.allocate(Varint.size(payload.length) + payload.length);
            Varint.write(payload.length, frame);
            frames.add(frame.put(payload).array());
        }
        return new FrameStream(frames, together);
    }

    /** Random lines of so many printable characters. */
    public static FrameStream lines(int length, int together) {
        SplittableRandom random = new SplittableRandom(length);
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < periodFor(length); i++) {
            byte[] line = new byte[length + 1];
            for (int j = 0; j < length; j++) {
                line[j] = (byte) random.nextInt('!', '~' + 1);
            }
            line[length] = '\n';
            lines.add(line);
        }
        return new FrameStream(lines, together);
    }

    /** Random payloads of a size, each with its length in front. */
    public static FrameStream random(int payloadSize, int together) {
        SplittableRandom random = new SplittableRandom(payloadSize);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < periodFor(payloadSize); i++) {
            byte[] payload = new byte[payloadSize];
            random.nextBytes(payload);
            payloads.add(payload);
        }
        return framed(payloads, together);
    }

    /** After how many payloads of a size to repeat them. */
    public static int periodFor(int payloadSize) {
        int few = Math.max(FEWEST_LARGE, Math.min(FEWEST, LARGE_BYTES / (payloadSize + 1)));
        return Math.max(few, PERIOD_BYTES / (payloadSize + 1));
    }

    /** Bytes of a frame. */
    public int frameSize() {
        return frameSize;
    }

    /** Bytes after which the stream repeats. */
    public int period() {
        return period;
    }

    /** The most frames that may be sent in one piece. */
    public int together() {
        return together;
    }

    /** The bytes of one period, and of what follows it as far as frames may be sent in one piece. */
    public ByteBuffer view() {
        return bytes.duplicate();
    }

    /** Where the stream of a connection begins. */
    long start(int connection) {
        return (long) frameSize * connection;
    }
}
