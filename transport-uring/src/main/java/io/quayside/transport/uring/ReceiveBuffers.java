package io.quayside.transport.uring;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.transport.uring.ring.BufferRing;
import io.quayside.transport.uring.ring.Ring;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The buffers that a worker's ring receives into, and the home of a context for each of them.
 *
 * <pre>
 *   WITH THE KERNEL ---- bytes have come ----> WITH A CONNECTION ---- handed over ----> LENT
 *      ^                                          |                                       |
 *      +---- moved to a posted context, dropped --+                                       |
 *      ^                                                                                  |
 *      +---- released: at once on the worker; elsewhere through a stack that it takes ----+
 * </pre>
 *
 * <p>Most are for all comers, and so some of them hold bytes that nobody asks for. A reserve is only ever lent: who has posted
 * a receive without a context, and finds nothing else, gets along with it, and what is lent comes back soon. When the kernel
 * has nothing left of either, those connections wait in line. For each buffer that the kernel has again, one of them tries;
 * who finds nothing to receive leaves the buffer to the next.
 *
 * <p><b>Concurrency.</b> The worker's, but for {@link #release}. Whoever releases elsewhere pushes first and looks afterwards
 * whether somebody waits; the worker says that somebody waits, and looks at the stack afterwards: one of the two sees the other.
 *
 * <p>What is lent may come back after the end of all this. Its memory lasts as long as its context, and nobody fills it again.
 */
final class ReceiveBuffers implements ContextHome, AutoCloseable {
    /** Bytes in each. */
    static final int SIZE = Connection.MOST_LENT;

    /** Between two of them: otherwise the first bytes of all would fall into the same few lines of the processor's cache. */
    private static final int GAP = 64;

    private static final int ALL_COMERS = 1;
    private static final int RESERVE = 2;
    private static final int RESERVED_PART = 8;
    private static final int HERE = 0;
    private static final int LENT = 1;

    private final Worker worker;
    private final BufferRing ring;
    private final BufferRing reserve;
    private final int forAllComers;
    private final IoContext[] contexts;
    private final AtomicIntegerArray states;
    private final PostStack returned = new PostStack();
    private final Resident caller;
    private final Queue<Incoming> line = new ArrayDeque<>();
    private volatile boolean awaited;
    private int left;
    private int leftInReserve;

    private ReceiveBuffers(Worker worker, BufferRing ring, int count, BufferRing reserve, int reserved) {
        this.worker = worker;
        this.ring = ring;
        this.reserve = reserve;
        this.forAllComers = count;
        this.contexts = new IoContext[count + reserved];
        this.states = new AtomicIntegerArray(count + reserved);
        this.caller = new Caller(worker);
    }

    /** So many buffers, and a reserve, all of them with the kernel. */
    static ReceiveBuffers open(Worker worker, Ring ring, int count) throws IOException {
        int reserved = Math.max(1, count / RESERVED_PART);
        BufferRing forAll = BufferRing.open(ring, ALL_COMERS, count);
        BufferRing reserve;
        try {
            reserve = BufferRing.open(ring, RESERVE, count, reserved);
        } catch (IOException | RuntimeException | Error e) {
            forAll.close();
            throw e;
        }
        ReceiveBuffers opened = new ReceiveBuffers(worker, forAll, count, reserve, reserved);
        try {
            opened.fill();
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private void fill() {
        ByteBuffer slab = ByteBuffer.allocateDirect(contexts.length * (SIZE + GAP));
        for (int i = 0; i < contexts.length; i++) {
            ByteBuffer buffer = slab.slice(i * (SIZE + GAP), SIZE);
            contexts[i] = new IoContext(this, i, buffer);
            (i < forAllComers ? ring : reserve).provide(buffer, i);
        }
        ring.publish();
        reserve.publish();
        left = forAllComers;
        leftInReserve = contexts.length - forAllComers;
    }

    /** To be received into by all comers. */
    BufferRing ring() {
        return ring;
    }

    /** To be received into for what is lent at once. */
    BufferRing reserve() {
        return reserve;
    }

    /** Whether the kernel has buffers for all comers. */
    boolean hasSome() {
        return left > 0;
    }

    /** Whether the kernel has buffers that are only lent. */
    boolean hasReserve() {
        return leftInReserve > 0;
    }

    /** The buffer that a completion's flags tell of, with so many bytes from its beginning on. */
    IoContext filled(int flags, int length) {
        IoContext context = contexts[BufferRing.number(flags)];
        count(context, -1);
        context.buffer().position(length);
        context.used(length);
        return context;
    }

    /** Makes a filled buffer one that whoever it is handed to releases. */
    IoContext lend(IoContext filled) {
        states.set(filled.index(), LENT);
        return filled;
    }

    /** Lets the kernel have a buffer again that wasn't lent. */
    void giveBack(IoContext filled) {
        filled.reset();
        provide(filled);
    }

    /** Lets the kernel have the buffer again, if there is one, that a completion's flags tell of and nothing came into. */
    void giveBackUnused(int flags) {
        if (BufferRing.number(flags) >= 0) {
            giveBack(filled(flags, 0));
        }
    }

    @Override
    public void release(IoContext context) {
        if (!states.compareAndSet(context.index(), LENT, HERE)) {
            throw new IllegalStateException(context + " was released already");
        }
        context.reset();
        if (Thread.currentThread() == worker) {
            provide(context);
            return;
        }
        returned.offer(context);
        if (awaited) {
            caller.signal();
        }
    }

    private void provide(IoContext clean) {
        BufferRing to = clean.index() < forAllComers ? ring : reserve;
        to.provideAgain(clean.index());
        to.publish();
        count(clean, 1);
    }

    private void count(IoContext context, int more) {
        if (context.index() < forAllComers) {
            left += more;
        } else {
            leftInReserve += more;
        }
    }

    /** Puts somebody in line who finds no buffer; {@link Incoming#buffersAreBack} is called when there may be one. */
    void await(Incoming incoming) {
        line.add(incoming);
        awaited = true;
    }

    /**
     * Takes back what was released elsewhere, and lets those in line try, one for each buffer that the kernel has. True when it
     * has to be called again before the worker sleeps, since more are in line, and who tries may have no use for a buffer.
     */
    boolean serve() {
        takeBack();
        if (line.isEmpty()) {
            return false;
        }
        for (int i = left + leftInReserve; i > 0 && !line.isEmpty(); i--) {
            line.remove().buffersAreBack();
        }
        awaited = !line.isEmpty();
        return awaited && left + leftInReserve > 0;
    }

    private void takeBack() {
        IoContext rest = returned.take();
        while (rest != null) {
            IoContext context = rest;
            rest = context.next();
            context.next(null);
            provide(context);
        }
    }

    @Override
    public void close() {
        try {
            reserve.close();
        } finally {
            ring.close();
        }
    }

    @Override
    public String toString() {
        return "the receive buffers of " + worker.getName();
    }

    /** Wakes the worker, which serves before it sleeps again. */
    private static final class Caller extends Resident {
        Caller(Worker worker) {
            super(worker);
        }

        @Override
        void attend() {}

        @Override
        void completed(int kind, int result, int flags) {
            throw new IllegalStateException("nothing is operated here");
        }

        @Override
        void transportCloses() {}
    }
}
