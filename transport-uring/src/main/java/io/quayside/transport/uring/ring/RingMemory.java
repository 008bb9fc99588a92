package io.quayside.transport.uring.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The memory that a ring shares with the kernel: where it is, and how to look at heads and tails. The owner's alone, and
 * unmapped by {@link #close}.
 */
final class RingMemory implements AutoCloseable {
    private static final VarHandle INT = JAVA_INT.varHandle();

    /** The submission entries. */
    final MemorySegment sqes;
    /** Both rings, heads, tails and completion entries. */
    final MemorySegment rings;

    final int sqEntries;
    final int cqEntries;
    private final int sqHead;
    private final int sqTail;
    private final int sqFlags;
    private final int cqHead;
    private final int cqTail;
    private final int cqOverflow;
    private final int cqes;
    private final Arena arena;

    RingMemory(int descriptor, MemorySegment params, Arena arena) throws IOException {
        this.arena = arena;
        sqEntries = params.get(JAVA_INT, Abi.PARAMS_SQ_ENTRIES);
        cqEntries = params.get(JAVA_INT, Abi.PARAMS_CQ_ENTRIES);
        sqHead = params.get(JAVA_INT, Abi.PARAMS_SQ_OFF + Abi.OFFSETS_HEAD);
        sqTail = params.get(JAVA_INT, Abi.PARAMS_SQ_OFF + Abi.OFFSETS_TAIL);
        sqFlags = params.get(JAVA_INT, Abi.PARAMS_SQ_OFF + Abi.SQ_OFFSETS_FLAGS);
        int sqArray = params.get(JAVA_INT, Abi.PARAMS_SQ_OFF + Abi.SQ_OFFSETS_ARRAY);
        cqHead = params.get(JAVA_INT, Abi.PARAMS_CQ_OFF + Abi.OFFSETS_HEAD);
        cqTail = params.get(JAVA_INT, Abi.PARAMS_CQ_OFF + Abi.OFFSETS_TAIL);
        cqOverflow = params.get(JAVA_INT, Abi.PARAMS_CQ_OFF + Abi.CQ_OFFSETS_OVERFLOW);
        cqes = params.get(JAVA_INT, Abi.PARAMS_CQ_OFF + Abi.CQ_OFFSETS_CQES);
        if (Integer.bitCount(sqEntries) != 1 || Integer.bitCount(cqEntries) != 1) {
            throw new IOException("the kernel gave rings of " + sqEntries + " and " + cqEntries + " entries");
        }
        long ringsSize = Math.max(sqArray + 4L * sqEntries, cqes + (long) Abi.CQE_SIZE * cqEntries);
        rings = map(descriptor, ringsSize, Abi.OFF_SQ_RING);
        try {
            sqes = map(descriptor, (long) Abi.SQE_SIZE * sqEntries, Abi.OFF_SQES);
        } catch (IOException e) {
            Libc.unmap(rings.address(), rings.byteSize());
            throw e;
        }
        for (int i = 0; i < sqEntries; i++) {
            rings.set(JAVA_INT, sqArray + 4L * i, i); // entry i is always submitted by slot i
        }
    }

    private MemorySegment map(int descriptor, long size, long offset) throws IOException {
        long address = Libc.map(size, Abi.MAP_SHARED | Abi.MAP_POPULATE, descriptor, offset);
        if (address < 0) {
            throw Errno.exception("mmap of a ring", (int) -address);
        }
        return Libc.segment(address, size, arena);
    }

    /** How far the kernel has taken submissions. */
    int sqHead() {
        return (int) INT.getAcquire(rings, (long) sqHead);
    }

    void sqTail(int tail) {
        INT.setRelease(rings, (long) sqTail, tail);
    }

    /** Whether completions wait in the kernel because the ring was full. */
    boolean hasOverflow() {
        return ((int) INT.getOpaque(rings, (long) sqFlags) & Abi.SQ_CQ_OVERFLOW) != 0;
    }

    /** Where completions are to be read from, before the first was. */
    int cqHead() {
        return (int) INT.getAcquire(rings, (long) cqHead);
    }

    /** How far the kernel has written completions. */
    int cqTail() {
        return (int) INT.getAcquire(rings, (long) cqTail);
    }

    void cqHead(int head) {
        INT.setRelease(rings, (long) cqHead, head);
    }

    /** Completions that were lost, which the kernel does only when it has no memory left. */
    int lost() {
        return (int) INT.getOpaque(rings, (long) cqOverflow);
    }

    /** The offset of a completion entry. */
    long cqe(int position) {
        return cqes + (long) Abi.CQE_SIZE * (position & (cqEntries - 1));
    }

    long userData(long cqe) {
        return rings.get(JAVA_LONG, cqe);
    }

    int result(long cqe) {
        return rings.get(JAVA_INT, cqe + Abi.CQE_RES);
    }

    int flags(long cqe) {
        return rings.get(JAVA_INT, cqe + Abi.CQE_FLAGS);
    }

    @Override
    public void close() {
        Libc.unmap(sqes.address(), sqes.byteSize());
        Libc.unmap(rings.address(), rings.byteSize());
    }
}
