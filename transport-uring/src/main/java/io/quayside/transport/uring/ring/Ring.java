package io.quayside.transport.uring.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.quayside.api.Internal;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One submission queue and one completion queue. The thread that opens it is the only one that may use it, to the end.
 *
 * <p>Operations are prepared, and handed to the kernel together with the next wait; completions are then reaped, all that
 * are there. Nothing here allocates after the set-up.
 *
 * <pre>
 *   prepare ... prepare ---> submitAndWait ---> reap: handler, handler, ... ---> again
 *      |                                              |
 *      +-- queue full: submitted at once              +-- may prepare, and so submit, but not reap
 * </pre>
 *
 * <p>What doesn't fit into the completion queue is kept by the kernel, in order, until there is room.
 *
 * @since 0.1
 */
@Internal
public final class Ring implements AutoCloseable {
    /** Says with a completion that more of the same operation will come. */
    public static final int MORE = 1 << 1;
    /** Says with a received completion that the socket had more. */
    public static final int SOCK_NONEMPTY = 1 << 2;

    private static final int COMPLETIONS_PER_SUBMISSION = 4;
    private static final int PUBLISHED_EVERY = 32;
    private static final int IMMEDIATE_TRIES = 100;

    /** So many bytes are sent without waiting for the end of the batch: while they are in the processor's cache. */
    private static final int MOST_BYTES_PREPARED = 64 << 10;

    private static final int[] SETUPS = {
        Abi.SETUP_SINGLE_ISSUER | Abi.SETUP_DEFER_TASKRUN | Abi.SETUP_COOP_TASKRUN | Abi.SETUP_SUBMIT_ALL,
        Abi.SETUP_SINGLE_ISSUER | Abi.SETUP_COOP_TASKRUN | Abi.SETUP_SUBMIT_ALL,
        Abi.SETUP_COOP_TASKRUN,
        0
    };
    private static final int FEATURES =
            Abi.FEAT_SINGLE_MMAP | Abi.FEAT_NODROP | Abi.FEAT_SUBMIT_STABLE | Abi.FEAT_EXT_ARG;

    private final int descriptor;
    private final int setup;
    private final Arena arena;
    private final RingMemory memory;
    private final MemorySegment waitArgument;
    private final MemorySegment timespec;
    private final Operations operations;
    private int prepared;
    private int submitted;
    private int reaped;
    private long pending;
    private long entered;
    private int bytesPrepared;

    private Ring(int descriptor, int setup, Arena arena, RingMemory memory) {
        this.descriptor = descriptor;
        this.setup = setup;
        this.arena = arena;
        this.memory = memory;
        this.waitArgument = arena.allocate(Abi.GETEVENTS_ARG_SIZE, 8);
        this.timespec = arena.allocate(Abi.TIMESPEC_SIZE, 8);
        waitArgument.set(JAVA_LONG, Abi.GETEVENTS_ARG_TS, timespec.address());
        this.operations = new Operations(this, memory.sqes, arena);
        this.reaped = memory.cqHead();
        this.prepared = memory.sqHead();
        this.submitted = prepared;
    }

    /**
     * Sets a ring up, with what the kernel knows of the ways to leave completing to this thread's waits.
     *
     * @param entries places for submissions, rounded up to a power of two; for completions there are four times as many
     */
    public static Ring open(int entries) throws IOException {
        Arena arena = Arena.ofConfined();
        int descriptor = -1;
        try {
            MemorySegment params = arena.allocate(Abi.PARAMS_SIZE, 8);
            int setup = 0;
            for (int i = 0; i < SETUPS.length && (descriptor < 0); i++) {
                setup = SETUPS[i] | Abi.SETUP_CQSIZE | Abi.SETUP_CLAMP;
                params.fill((byte) 0);
                params.set(JAVA_INT, Abi.PARAMS_FLAGS, setup);
                params.set(JAVA_INT, Abi.PARAMS_CQ_ENTRIES, COMPLETIONS_PER_SUBMISSION * entries);
                descriptor = Libc.setup(entries, params);
                if (descriptor < 0 && descriptor != -Errno.EINVAL) {
                    break;
                }
            }
            if (descriptor < 0) {
                throw new RingException("io_uring_setup", -descriptor);
            }
            if ((params.get(JAVA_INT, Abi.PARAMS_FEATURES) & FEATURES) != FEATURES) {
                throw new RingException("io_uring_setup", Errno.EINVAL);
            }
            return new Ring(descriptor, setup, arena, new RingMemory(descriptor, params, arena));
        } catch (IOException | RuntimeException | Error e) {
            if (descriptor >= 0) {
                Libc.close(descriptor);
            }
            arena.close();
            throw e;
        }
    }

    /** What can be asked of the kernel. */
    public Operations operations() {
        return operations;
    }

    /** The flags it was set up with, as far as they say how completions come. */
    public boolean defersTaskRun() {
        return (setup & Abi.SETUP_DEFER_TASKRUN) != 0;
    }

    /** How many operations are to complete yet, with those that are only prepared. */
    public long pending() {
        return pending;
    }

    /** How often the kernel was entered. */
    public long entered() {
        return entered;
    }

    /** Whether something is prepared that the kernel doesn't know of. */
    public boolean hasPrepared() {
        return prepared != submitted;
    }

    /** Whether completions can be reaped without entering the kernel. */
    public boolean hasCompletions() {
        return memory.cqTail() != reaped;
    }

    /** The place of the next operation; hands over what is prepared when there is none. */
    int next() {
        for (int tries = 0; prepared - memory.sqHead() == memory.sqEntries; tries++) {
            if (tries == IMMEDIATE_TRIES) {
                throw new IllegalStateException("the kernel takes no more submissions");
            }
            enter(0, 0, 0, 0);
        }
        pending++;
        return prepared++ & (memory.sqEntries - 1);
    }

    /**
     * A send of so many bytes is prepared. Large ones are handed over at once, which costs little beside what they cost
     * anyway: so their memory is free again soon, and not as much of it is needed as all connections of a batch send.
     */
    void sends(int bytes) {
        bytesPrepared += bytes;
        if (bytesPrepared >= MOST_BYTES_PREPARED) {
            enter(0, 0, 0, 0);
        }
    }

    /** Hands over what is prepared, and takes in what is ready, without waiting. */
    public void submit() {
        enter(0, Abi.ENTER_GETEVENTS, 0, 0);
    }

    /** Hands over what is prepared, and waits until something can be reaped, or a signal comes. */
    public void submitAndWait() {
        enter(1, Abi.ENTER_GETEVENTS, 0, 0);
    }

    /** As {@link #submitAndWait()}, for so many nanoseconds at the most. */
    public void submitAndWait(long nanos) {
        timespec.set(JAVA_LONG, 0, nanos / 1_000_000_000);
        timespec.set(JAVA_LONG, 8, nanos % 1_000_000_000);
        enter(1, Abi.ENTER_GETEVENTS | Abi.ENTER_EXT_ARG, waitArgument.address(), Abi.GETEVENTS_ARG_SIZE);
    }

    private void enter(int wanted, int flags, long argument, long size) {
        memory.sqTail(prepared);
        entered++;
        bytesPrepared = 0;
        int result = Libc.enter(descriptor, prepared - submitted, wanted, flags, argument, size);
        submitted = memory.sqHead(); // with failed waits too, what was taken is taken
        if (result < 0) {
            switch (-result) {
                case Errno.EINTR, Errno.ETIME, Errno.EAGAIN, Errno.EBUSY -> {}
                default -> throw new IllegalStateException("io_uring_enter: " + Errno.text(-result));
            }
        }
    }

    /** Hands out every completion that is here. The handler may prepare operations, and doesn't throw. */
    public int reap(Completions handler) {
        int count = 0;
        int tail = memory.cqTail();
        while (reaped != tail) {
            long cqe = memory.cqe(reaped);
            long userData = memory.userData(cqe);
            int result = memory.result(cqe);
            int flags = memory.flags(cqe);
            reaped++;
            if ((flags & MORE) == 0) {
                pending--;
            }
            if (++count % PUBLISHED_EVERY == 0) {
                memory.cqHead(reaped);
            }
            handler.completed(userData, result, flags);
            if (reaped == tail) {
                tail = memory.cqTail();
            }
        }
        memory.cqHead(reaped);
        return count;
    }

    /** Whether completions wait in the kernel for room. */
    public boolean hasOverflow() {
        return memory.hasOverflow();
    }

    /** Completions that the kernel had no memory to keep. */
    public int lost() {
        return memory.lost();
    }

    int descriptor() {
        return descriptor;
    }

    /** Ends it. What is pending is cancelled by the kernel at some time: better have nothing pending that has memory. */
    @Override
    public void close() {
        memory.close();
        Libc.close(descriptor);
        arena.close();
    }
}
