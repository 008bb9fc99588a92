package io.quayside.benchmarks.load;

import io.quayside.load.Varint;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What all receivers of a fan-out get, which is the same for each: whoever is ahead brings the next bytes, whose frames the
 * group checks; the others' bytes are compared with them. Keeps what the last may still need. One thread.
 */
final class Deliveries {
    private static final int SIZE = 1 << 22;
    private static final int ENDS = 1 << 12;

    private final Group group;
    private final ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    private final long[] ends = new long[ENDS];
    private long start;
    private long parsed;
    private long frames;

    Deliveries(Group group) {
        this.group = group;
    }

    /** Takes what a receiver has got from a place of the stream on. */
    void check(long position, ByteBuffer in) throws IOException {
        int from = (int) (position - start);
        int known = Math.min(in.remaining(), bytes.position() - from);
        if (known > 0) {
            int at = in.position();
            if (bytes.slice(from, known).mismatch(in.slice(at, known)) >= 0) {
                throw new WrongAnswer("a receiver got other bytes than others");
            }
            in.position(at + known);
        }
        if (in.hasRemaining()) {
            bytes.put(in);
            parse();
        }
    }

    /** Where a frame ends; not yet if it isn't all there. */
    long end(long frame) {
        return frame < frames ? ends[(int) (frame % ENDS)] : Long.MAX_VALUE;
    }

    /** Whether there is little room left, so that what everybody has got should be forgotten. */
    boolean isFull() {
        return bytes.position() > SIZE / 2;
    }

    /** Forgets what comes before a place. */
    void forget(long position) {
        int count = (int) (position - start);
        bytes.flip().position(count);
        bytes.compact();
        start += count;
    }

    private void parse() throws IOException {
        ByteBuffer view = bytes.duplicate().flip().position((int) (parsed - start));
        while (true) {
            int length = BlockingFrames.length(view);
            if (length == Varint.INCOMPLETE || length > view.remaining()) {
                return;
            }
            group.checkDelivery(view.slice(view.position(), length), frames);
            view.position(view.position() + length);
            parsed = start + view.position();
            ends[(int) (frames % ENDS)] = parsed;
            frames++;
        }
    }
}
