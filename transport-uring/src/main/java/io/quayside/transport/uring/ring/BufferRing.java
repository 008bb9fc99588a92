package io.quayside.transport.uring.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.quayside.api.Internal;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Buffers that the kernel picks from when something has come; for the ring's thread. Whoever provides a buffer keeps its
 * memory until a completion brings its number back, or until this is closed.
 *
 * @since 0.1
 */
@Internal
public final class BufferRing implements AutoCloseable {
    private static final int HAS_BUFFER = 1;
    private static final int NUMBER_SHIFT = 16;
    private static final VarHandle SHORT = JAVA_SHORT.varHandle();

    private final Ring ring;
    private final int group;
    private final int first;
    private final int entries;
    private final MemorySegment buffers;
    private final Arena arena;
    private final long[] addresses; // found once: it takes an object each time
    private final int[] lengths;
    private int tail;

    private BufferRing(Ring ring, int group, int first, int entries, MemorySegment buffers, Arena arena) {
        this.ring = ring;
        this.group = group;
        this.first = first;
        this.entries = entries;
        this.buffers = buffers;
        this.arena = arena;
        this.addresses = new long[entries];
        this.lengths = new int[entries];
    }

    /** As below, for buffers with numbers from 0 on. */
    public static BufferRing open(Ring ring, int group, int entries) throws IOException {
        return open(ring, group, 0, entries);
    }

    /**
     * Registers a group without buffers yet.
     *
     * @param group its number, from 1 to 65,535
     * @param first the lowest number of a buffer
     * @param entries how many buffers it holds at the most: a power of two up to 32,768
     */
    public static BufferRing open(Ring ring, int group, int first, int entries) throws IOException {
        if (group < 1 || group > 65_535 || entries < 1 || entries > 32_768 || Integer.bitCount(entries) != 1) {
            throw new IllegalArgumentException("group " + group + " with " + entries + " entries");
        }
        long size = (long) entries * Abi.BUF_SIZE;
        long address = Libc.map(size, Abi.MAP_PRIVATE_ANONYMOUS, -1, 0); // begins with a page, as it has to
        if (address < 0) {
            throw Errno.exception("mmap of a buffer ring", (int) -address);
        }
        Arena arena = Arena.ofConfined();
        int result = register(ring, Abi.REGISTER_PBUF_RING, address, entries, group);
        if (result < 0) {
            arena.close();
            Libc.unmap(address, size);
            throw new RingException("registering a buffer ring", -result);
        }
        return new BufferRing(ring, group, first, entries, Libc.segment(address, size, arena), arena);
    }

    private static int register(Ring ring, int what, long address, int entries, int group) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment argument = scratch.allocate(Abi.BUF_REG_SIZE, 8);
            argument.set(JAVA_LONG, 0, address);
            argument.set(JAVA_INT, Abi.BUF_REG_RING_ENTRIES, entries);
            argument.set(JAVA_SHORT, Abi.BUF_REG_BGID, (short) group);
            return Libc.register(ring.descriptor(), what, argument.address(), 1);
        }
    }

    int group() {
        return group;
    }

    /** The number of the buffer that a completion's flags tell of, or -1. */
    public static int number(int flags) {
        return (flags & HAS_BUFFER) == 0 ? -1 : flags >>> NUMBER_SHIFT;
    }

    /**
     * Adds what lies between position and limit of a direct buffer; never more of them than there are entries. The kernel
     * sees it with {@link #publish}.
     *
     * @param number from the first on, of which there are as many as entries
     */
    public void provide(ByteBuffer buffer, int number) {
        addresses[number - first] = Operations.address(buffer);
        lengths[number - first] = buffer.remaining();
        provideAgain(number);
    }

    /** Adds the buffer that was added before with this number, and that the kernel has used since. */
    public void provideAgain(int number) {
        long at = (long) (tail++ & (entries - 1)) * Abi.BUF_SIZE;
        buffers.set(JAVA_LONG, at, addresses[number - first]);
        buffers.set(JAVA_INT, at + Abi.BUF_LEN, lengths[number - first]);
        buffers.set(JAVA_SHORT, at + Abi.BUF_BID, (short) number);
    }

    /** Shows the kernel what was added. */
    public void publish() {
        SHORT.setRelease(buffers, (long) Abi.BUF_RING_TAIL, (short) tail);
    }

    /** Takes the group from the kernel; nothing may be receiving into it. */
    @Override
    public void close() {
        int result = register(ring, Abi.UNREGISTER_PBUF_RING, 0, 0, group);
        long address = buffers.address();
        arena.close();
        Libc.unmap(address, (long) entries * Abi.BUF_SIZE);
        if (result < 0) {
            throw new IllegalStateException("unregistering a buffer ring: " + Errno.text(-result));
        }
    }
}
