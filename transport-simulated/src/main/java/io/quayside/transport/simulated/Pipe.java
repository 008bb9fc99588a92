package io.quayside.transport.simulated;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One direction of a link: the bytes on their way, in a window of bounded size, and the end of the stream behind them.
 *
 * <pre>
 *          read               arrived              written          read + window
 *   -- gone --|-- to be read ----|---- on their way ---|---- room ----|
 * </pre>
 *
 * <p>What is written arrives later, all of it or a part; the pipe itself is the event for that. The end of the stream
 * arrives behind the last byte. A reset reaches each side by itself: the reader loses what is on its way and, as with real
 * systems, maybe what it hasn't read; the writer has no room ever again. A reader that is gone answers bytes with a reset.
 *
 * <p>Guarded by the network's lock.
 */
final class Pipe extends Event {
    private static final int SMALLEST_RING = 256;

    private final Simulation simulation;
    private final Link link;
    private final int writer;
    private final int window;
    private byte[] ring = new byte[0];
    private long written;
    private long arrived;
    private long read;
    private long breaksAt = Long.MAX_VALUE;
    private boolean ended;
    private boolean endArrived;
    private boolean readerGone;
    private boolean brokenForReader;
    private boolean brokenForWriter;

    Pipe(Simulation simulation, Link link, int writer) {
        this.simulation = simulation;
        this.link = link;
        this.writer = writer;
        Faults faults = simulation.profile();
        this.window = (int) simulation.draws().between(faults.smallestWindow, faults.largestWindow);
    }

    /** Bytes that can be written now. */
    int room() {
        return brokenForWriter || ended ? 0 : (int) (window - (written - read));
    }

    /** Bytes that can be read now. */
    int available() {
        return (int) (arrived - read);
    }

    /** Bytes that were written and not read yet, arrived or not. */
    int unread() {
        return (int) (written - read);
    }

    boolean isAtEnd() {
        return endArrived && arrived == read;
    }

    boolean isBrokenForReader() {
        return brokenForReader;
    }

    boolean isBrokenForWriter() {
        return brokenForWriter;
    }

    /** Breaks the link when so many more bytes have been written, be it in the middle of a write. */
    void breakAfter(long bytes) {
        breaksAt = written + bytes;
    }

    /** Takes what there is room for from the buffer, but no more than so many; answers how many that were. */
    int write(ByteBuffer from, int most) {
        int count = (int) Math.min(Math.min(most, room()), Math.min(from.remaining(), breaksAt - written));
        if (count > 0) {
            grow(unread() + count);
            int at = (int) written & (ring.length - 1);
            int straight = Math.min(count, ring.length - at);
            from.get(ring, at, straight).get(ring, 0, count - straight);
            simulation.note(link.name(writer), "writes", count, word(written, count), word(written + 8, count - 8));
            written += count;
            arriveLater();
        }
        if (written == breaksAt) {
            breaksAt = Long.MAX_VALUE;
            link.breakDown();
        }
        return count;
    }

    /** Gives what has arrived, but no more than so many bytes. */
    int read(ByteBuffer to, int most) {
        int count = Math.min(Math.min(most, available()), to.remaining());
        simulation.note(link.name(1 - writer), "reads", count, word(read, count), word(read + 8, count - 8));
        int at = (int) read & (ring.length - 1);
        int straight = Math.min(count, ring.length - at);
        to.put(ring, at, straight).put(ring, 0, count - straight);
        read += count;
        link.writable(writer);
        return count;
    }

    /** The stream ends behind what was written. */
    void end() {
        if (!ended) {
            ended = true;
            simulation.note(link.name(writer), "ends its stream");
            arriveLater();
        }
    }

    /** Nobody will read any more: what is there, or comes, is answered with a reset. */
    void readerGone() {
        readerGone = true;
        if (available() > 0) {
            link.resetBy(1 - writer);
        }
    }

    /** A reset has reached the reader. */
    void breakForReader(boolean dropsUnread) {
        brokenForReader = true;
        written = arrived;
        if (dropsUnread) {
            read = arrived;
            endArrived = false;
        }
        simulation.unschedule(this);
    }

    /** A reset has reached the writer. */
    void breakForWriter() {
        brokenForWriter = true;
    }

    /** Something arrives. */
    @Override
    void happen() {
        synchronized (simulation.lock) {
            if (link.isStalled()) {
                simulation.scheduleAt(this, link.stalledUntil());
            } else {
                arrive();
            }
        }
    }

    private void arrive() {
        int count = (int) (written - arrived);
        if (count > 1 && simulation.draws().chance(simulation.profile().shortWrites)) {
            count = 1 + simulation.draws().below(count);
        }
        arrived += Math.min(count, simulation.profile().largestPiece);
        if (arrived < written) {
            arriveLater();
        } else if (ended) {
            endArrived = true;
        }
        if (readerGone && count > 0) {
            read = arrived;
            link.resetBy(1 - writer);
        } else {
            link.readable(1 - writer);
        }
        link.breakByChance();
    }

    private void arriveLater() {
        if (!isQueued() && !brokenForReader) {
            simulation.soon(this);
        }
    }

    private void grow(int needed) {
        if (needed <= ring.length) {
            return;
        }
        byte[] old = ring;
        int length = Math.max(SMALLEST_RING, Integer.highestOneBit(needed - 1) << 1);
        byte[] grown = old.length == 0 ? new byte[length] : Arrays.copyOf(old, length);
        for (long i = read; i < written; i++) {
            grown[(int) i & (length - 1)] = old[(int) i & (old.length - 1)];
        }
        ring = grown;
    }

    /** Up to eight bytes from a position on, the first in the lowest bits. */
    private long word(long from, int count) {
        long word = 0;
        for (int i = 0; i < Math.min(count, Long.BYTES); i++) {
            word |= (ring[(int) (from + i) & (ring.length - 1)] & 0xFFL) << (Byte.SIZE * i);
        }
        return word;
    }
}
