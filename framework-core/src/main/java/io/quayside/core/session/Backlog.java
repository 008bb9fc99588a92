package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How much waits to be sent to one peer, and whether that is too much.
 *
 * <p>What waits is announced before it is offered to the queue, and counted as a {@linkplain #load load}: its bytes, and the
 * memory of the contexts that hold them. The memory is what is bounded (S5): a few bytes may well keep a whole context.
 *
 * <p><b>Concurrency.</b> {@code waiting} is added to and taken from by any thread. {@code congested} is raised by whoever
 * announces beyond the mark, who looks at {@code waiting} again afterwards; it is lowered by whoever finds half of the mark
 * or less waiting, and that one tells the watcher.
 */
abstract class Backlog {
    private static final int MEMORY_UNIT_BITS = 9;
    private static final long BYTES = 0xFFFF_FFFFL;

    private static final VarHandle WAITING;
    private static final VarHandle CONGESTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WAITING = lookup.findVarHandle(Backlog.class, "waiting", long.class);
            CONGESTED = lookup.findVarHandle(Backlog.class, "congested", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Watcher watcher;
    private final long congestionMark;
    private volatile long waiting;
    private volatile boolean congested;

    /** Is told of what becomes of the contexts; on any thread, while it drains the queue. */
    interface Watcher {
        /** So many bytes were handed to the system. */
        void sent(int bytes);

        /** A context with so many bytes was dropped to make room for newer ones. */
        void dropped(int bytes);

        /** Congested no longer. */
        void relieved();

        /** After finish: everything offered was sent. */
        void drained();
    }

    Backlog(Watcher watcher, long congestionMark) {
        this.watcher = watcher;
        this.congestionMark = congestionMark;
    }

    /**
     * What a context that is to be sent weighs: its bytes in the low half of the word, the memory it takes in the high half,
     * in units of 512 bytes. Loads are added up as they are.
     */
    static long load(IoContext context, int bytes) {
        int unit = 1 << MEMORY_UNIT_BITS;
        return ((long) ((context.buffer().capacity() + unit - 1) >>> MEMORY_UNIT_BITS) << 32) + bytes;
    }

    /** The load of a filled context. */
    static long load(IoContext filled) {
        return load(filled, filled.buffer().limit());
    }

    /** The memory that a load takes, in bytes. */
    static long memory(long load) {
        return load >>> 32 << MEMORY_UNIT_BITS;
    }

    /** The load announced and not sent yet. */
    final long waiting() {
        return waiting;
    }

    /** The bytes announced and not sent yet. */
    final long queued() {
        return waiting & BYTES;
    }

    final boolean isCongested() {
        return congested;
    }

    final Watcher watcher() {
        return watcher;
    }

    /** Announces what will be offered; true when more memory than the congestion mark waits now. */
    final boolean announce(long load) {
        long now = (long) WAITING.getAndAdd(this, load) + load;
        if (memory(now) <= congestionMark) {
            return false;
        }
        congested = true;
        relieve(); // it may all have been sent before the flag was up
        return true;
    }

    /** Whether to announce so much would tell of congestion now. */
    final boolean wouldCongest(long load) {
        return memory(waiting + load) > congestionMark;
    }

    /** Takes off what was sent or dropped. */
    final void withdraw(long load) {
        relieve((long) WAITING.getAndAdd(this, -load) - load);
    }

    /** Takes off what is about to be dropped, and tells nobody; {@link #relieve()} follows. */
    final void withdrawSilently(long load) {
        WAITING.getAndAdd(this, -load);
    }

    /** Looks whether the peer is congested no longer. */
    final void relieve() {
        relieve(waiting);
    }

    private void relieve(long left) {
        if (memory(left) <= congestionMark / 2 && congested && CONGESTED.compareAndSet(this, true, false)) {
            watcher.relieved();
        }
    }
}
