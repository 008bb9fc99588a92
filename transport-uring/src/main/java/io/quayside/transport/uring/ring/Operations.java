package io.quayside.transport.uring.ring;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.quayside.api.Internal;
import io.quayside.api.pool.IoContext;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Prepares operations in a ring's submission queue; for the ring's thread. Each takes the user data that its completion
 * will bring. Memory that is given by its address has to stay until the completion.
 *
 * @since 0.1
 */
@Internal
public final class Operations {
    /** How many pieces {@link #sendGathered} takes. */
    public static final int MOST_GATHERED = 64;

    private static final int SCRATCH_SIZE = 64 + MOST_GATHERED * Abi.IOVEC_SIZE;
    private static final int IOVECS = 64;
    private static final int SEND_FLAGS = Abi.MSG_NOSIGNAL | Abi.MSG_WAITALL;
    private static final int MOST_SENT = 1 << 30;

    private final Ring ring;
    private final MemorySegment sqes;
    /** For each place of the queue a message header with its vectors; the kernel has copied them when it takes the place. */
    private final MemorySegment scratch;

    /** Where alarms are read to, for nobody to look at. */
    private final MemorySegment count;

    private int gatheredAt;
    private int gathered;
    private int gatheredBytes;

    Operations(Ring ring, MemorySegment sqes, Arena arena) {
        this.ring = ring;
        this.sqes = sqes;
        this.scratch = arena.allocate(sqes.byteSize() / Abi.SQE_SIZE * SCRATCH_SIZE, 64);
        this.count = arena.allocate(JAVA_LONG);
    }

    private void prepare(
            int operation, int priority, int descriptor, long offset, long address, int length, int flags, long data) {
        prepare(ring.next(), operation, priority, descriptor, offset, address, length, flags, data, 0);
    }

    private void prepare(
            int place,
            int operation,
            int priority,
            int descriptor,
            long offset,
            long address,
            int length,
            int flags,
            long data,
            int group) {
        long sqe = (long) place * Abi.SQE_SIZE;
        int entryFlags = group == 0 ? 0 : Abi.SQE_BUFFER_SELECT;
        sqes.set(
                JAVA_LONG,
                sqe,
                operation | entryFlags << 8 | (long) priority << 16 | Integer.toUnsignedLong(descriptor) << 32);
        sqes.set(JAVA_LONG, sqe + Abi.SQE_OFF, offset);
        sqes.set(JAVA_LONG, sqe + Abi.SQE_ADDR, address);
        sqes.set(JAVA_LONG, sqe + Abi.SQE_LEN, Integer.toUnsignedLong(length) | (long) flags << 32);
        sqes.set(JAVA_LONG, sqe + Abi.SQE_USER_DATA, data);
        sqes.set(JAVA_LONG, sqe + Abi.SQE_BUF_GROUP, group);
        sqes.set(JAVA_LONG, sqe + Abi.SQE_ADDR3, 0);
        sqes.set(JAVA_LONG, sqe + Abi.SQE_ADDR3 + 8, 0);
    }

    /** Does nothing, and completes. */
    public void nop(long data) {
        prepare(Abi.OP_NOP, 0, -1, 0, 0, 0, 0, data);
    }

    /**
     * Receives into a context with a direct buffer, between its position and limit, which it leaves where they are.
     *
     * @param waitFirst whether nothing is expected to be there: saves looking
     */
    public void receive(int socket, IoContext into, boolean waitFirst, long data) {
        int priority = waitFirst ? Abi.RECVSEND_POLL_FIRST : 0;
        int length = into.buffer().remaining();
        prepare(Abi.OP_RECV, priority, socket, 0, address(into), length, 0, data);
    }

    /** Receives once, into a buffer of a group that is taken when something is there. */
    public void receive(int socket, BufferRing buffers, long data) {
        prepare(ring.next(), Abi.OP_RECV, Abi.RECVSEND_POLL_FIRST, socket, 0, 0, 0, 0, data, buffers.group());
    }

    /** Receives again and again, each time into a buffer of a group, until it completes without {@link Ring#MORE}. */
    public void receiveMany(int socket, BufferRing buffers, long data) {
        int place = ring.next();
        prepare(place, Abi.OP_RECV, Abi.RECV_MULTISHOT, socket, 0, 0, 0, 0, data, buffers.group());
    }

    /**
     * Sends what lies between position and limit of a context's direct buffer, and leaves those where they are: all of it, up to
     * a gibibyte, unless the connection breaks or the operation is cancelled on the way.
     */
    public void send(int socket, IoContext from, long data) {
        int length = Math.min(from.buffer().remaining(), MOST_SENT);
        prepare(Abi.OP_SEND, 0, socket, 0, address(from), length, SEND_FLAGS, data);
        ring.sends(length);
    }

    /** Begins a send of several pieces: then comes {@link #gather} for each, then {@link #sendGathered}. */
    public void beginGathering() {
        gatheredAt = ring.next();
        gathered = 0;
        gatheredBytes = 0;
    }

    /** Adds what lies between position and limit of a context; false when it doesn't fit in, and wasn't taken. */
    public boolean gather(IoContext from) {
        int length = from.buffer().remaining();
        if (gathered == MOST_GATHERED || length > MOST_SENT - gatheredBytes) {
            return false;
        }
        long vector = (long) gatheredAt * SCRATCH_SIZE + IOVECS + (long) gathered * Abi.IOVEC_SIZE;
        scratch.set(JAVA_LONG, vector, address(from));
        scratch.set(JAVA_LONG, vector + Abi.IOVEC_LEN, length);
        gathered++;
        gatheredBytes += length;
        return true;
    }

    /** The address of the buffer's position. Looking it up allocates, so the context remembers where its memory begins. */
    private static long address(IoContext context) {
        ByteBuffer buffer = context.buffer();
        long begin = context.address();
        if (begin == 0) {
            begin = address(buffer) - buffer.position();
            context.address(begin);
        }
        return begin + buffer.position();
    }

    /** The address of a direct buffer's position. */
    static long address(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("a direct buffer is needed");
        }
        return MemorySegment.ofBuffer(buffer).address();
    }

    /** Sends what was gathered, as {@link #send} does. */
    public void sendGathered(int socket, long data) {
        long header = (long) gatheredAt * SCRATCH_SIZE;
        long headerAddress = scratch.address() + header;
        scratch.set(JAVA_LONG, header + Abi.MSGHDR_IOV, headerAddress + IOVECS);
        scratch.set(JAVA_LONG, header + Abi.MSGHDR_IOVLEN, gathered);
        prepare(gatheredAt, Abi.OP_SENDMSG, 0, socket, 0, headerAddress, 1, SEND_FLAGS, data, 0);
        ring.sends(gatheredBytes);
    }

    /** Connects; the address stays until the completion. */
    public void connect(int socket, SocketName address, long data) {
        prepare(Abi.OP_CONNECT, 0, socket, address.length(), address.address(), 0, 0, data);
    }

    /** Completes each time that the descriptor becomes readable, until it completes without {@link Ring#MORE}. */
    public void pollMany(int descriptor, long data) {
        prepare(Abi.OP_POLL_ADD, 0, descriptor, 0, 0, Abi.POLL_ADD_MULTI, Abi.POLLIN, data);
    }

    /** Reads an alarm, which completes when it has been rung. */
    public void read(Alarm alarm, long data) {
        prepare(Abi.OP_READ, 0, alarm.descriptor(), -1, count.address(), (int) count.byteSize(), 0, data);
    }

    /** Completes with {@link Errno#ETIME} after so many nanoseconds. */
    public void timeout(long nanos, long data) {
        int place = ring.next();
        long timespec = (long) place * SCRATCH_SIZE;
        scratch.set(JAVA_LONG, timespec, nanos / 1_000_000_000);
        scratch.set(JAVA_LONG, timespec + 8, nanos % 1_000_000_000);
        prepare(place, Abi.OP_TIMEOUT, 0, -1, 0, scratch.address() + timespec, 1, 0, data, 0);
    }

    /** Cancels what has this user data. */
    public void cancel(long target, long data) {
        prepare(Abi.OP_ASYNC_CANCEL, 0, -1, 0, target, 0, 0, data);
    }

    /** Cancels everything that uses this descriptor. */
    public void cancelAll(int descriptor, long data) {
        prepare(Abi.OP_ASYNC_CANCEL, 0, descriptor, 0, 0, 0, Abi.CANCEL_FD | Abi.CANCEL_ALL, data);
    }

    /** Cancels everything of this ring. */
    public void cancelEverything(long data) {
        prepare(Abi.OP_ASYNC_CANCEL, 0, -1, 0, 0, 0, Abi.CANCEL_ANY | Abi.CANCEL_ALL, data);
    }

    /** Closes the descriptor. */
    public void close(int descriptor, long data) {
        prepare(Abi.OP_CLOSE, 0, descriptor, 0, 0, 0, 0, data);
    }
}
