package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The filled contexts that wait for one connection: any thread offers, one thread at a time drains them to the transport,
 * as many together as there are.
 *
 * <p><b>Concurrency.</b> {@code head} is the whole state:
 *
 * <pre>
 *   IDLE      nothing waits, nobody drains      offer: CAS to DRAINING, and the offerer drains, what it offers first
 *   DRAINING  nothing new, somebody drains      offer: CAS to a stack of what is offered
 *   a stack   contexts, the newest on top       offer: CAS on top; the drainer will take it
 *   CLOSED    for good                          offer: refused
 *
 *   the drainer: stack to DRAINING (takes all of it); DRAINING to IDLE (nothing left, or to CLOSED when finishing)
 *   finish: IDLE to CLOSED, if nobody drains     terminate: anything to CLOSED
 * </pre>
 *
 * <p>Draining passes from thread to thread: a chain is posted with {@code inFlight} one higher than its length, the poster
 * and every completion take one off, and whoever takes the last one off drains on.
 *
 * <p>The contexts are this queue's from the offer on; it releases each when it is sent, failed or dropped.
 *
 * <p><b>Dropping.</b> A queue that drops keeps what waits below a limit: when an offer exceeds it, the oldest contexts that
 * aren't posted yet are dropped, some more than necessary, so that not every offer has to. For that, such a queue moves
 * {@code head} away from a stack, and on to one, under its lock, in which nobody is called; and it posts few contexts at a
 * time, because what is posted can't be dropped.
 *
 * <p><b>What waits</b> is announced before it is offered, and counted as a {@linkplain #load load}: its bytes, and the
 * memory of the contexts that hold them. The memory is what is bounded (S5): a few bytes may well keep a whole context.
 */
final class SendQueue {
    private static final IoContext IDLE = marker();
    private static final IoContext DRAINING = marker();
    private static final IoContext CLOSED = marker();

    /** What waits is never dropped. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int POSTED_WHEN_DROPPING = 16;
    private static final int MEMORY_UNIT_BITS = 9;
    private static final long BYTES = 0xFFFF_FFFFL;

    private static final VarHandle HEAD;
    private static final VarHandle WAITING;
    private static final VarHandle IN_FLIGHT;
    private static final VarHandle CONGESTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(SendQueue.class, "head", IoContext.class);
            WAITING = lookup.findVarHandle(SendQueue.class, "waiting", long.class);
            IN_FLIGHT = lookup.findVarHandle(SendQueue.class, "inFlight", int.class);
            CONGESTED = lookup.findVarHandle(SendQueue.class, "congested", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Connection connection;
    private final Watcher watcher;
    private final long congestionMark;
    private final long dropAbove;
    private volatile IoContext head = IDLE;
    private volatile long waiting;

    @SuppressWarnings("UnusedVariable") // through IN_FLIGHT
    private volatile int inFlight;

    private volatile boolean congested;
    private volatile boolean finishing;

    /** Is told of what becomes of the contexts; on any thread, while it drains. */
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

    /** {@code dropAbove} is the limit for the memory of what waits in a queue that drops; {@link #NEVER} is no such queue. */
    SendQueue(Connection connection, Watcher watcher, long congestionMark, long dropAbove) {
        this.connection = connection;
        this.watcher = watcher;
        this.congestionMark = congestionMark;
        this.dropAbove = dropAbove;
    }

    /**
     * What a context that is to be sent weighs: its bytes in the low half of the word, the memory it takes in the high half,
     * in units of 512 bytes. Loads are added up as they are.
     */
    static long load(IoContext context, int bytes) {
        int unit = 1 << MEMORY_UNIT_BITS;
        return ((long) ((context.buffer().capacity() + unit - 1) >>> MEMORY_UNIT_BITS) << 32) + bytes;
    }

    /** The memory that a load takes, in bytes. */
    static long memory(long load) {
        return load >>> 32 << MEMORY_UNIT_BITS;
    }

    /** The load announced and not sent yet. */
    long waiting() {
        return waiting;
    }

    /** The bytes announced and not sent yet. */
    long queued() {
        return waiting & BYTES;
    }

    boolean isCongested() {
        return congested;
    }

    /** Announces what will be offered; true when more memory than the congestion mark waits now. */
    boolean announce(long load) {
        long now = (long) WAITING.getAndAdd(this, load) + load;
        if (memory(now) <= congestionMark) {
            return false;
        }
        congested = true;
        relieve(waiting); // it may all have been sent before the flag was up
        return true;
    }

    /** Whether to announce so much would tell of congestion now. */
    boolean wouldCongest(long load) {
        return memory(waiting + load) > congestionMark;
    }

    /** Takes an announcement back. */
    private void withdraw(long load) {
        relieve((long) WAITING.getAndAdd(this, -load) - load);
    }

    /**
     * Takes a filled context that was announced, and those chained behind it, to be posted together. They are this queue's
     * from now on; when it is closed, they are dropped.
     *
     * @return false when closed
     */
    boolean offer(IoContext first) {
        if (HEAD.compareAndSet(this, IDLE, DRAINING)) {
            drain(first);
            return true;
        }
        IoContext newest = reversed(first);
        IoContext seen = dropAbove == NEVER ? push(newest, first) : pushAndCut(newest, first);
        if (seen == CLOSED) {
            drop(newest);
            return false;
        }
        if (seen == IDLE) {
            drain(take());
        }
        return true;
    }

    /** Pushes a stack of contexts; answers what there was before, which is CLOSED when they were not pushed. */
    private IoContext push(IoContext newest, IoContext oldest) {
        while (true) {
            IoContext seen = head;
            if (seen == CLOSED) {
                oldest.next(null); // a try before may have chained contexts of others behind it
                return CLOSED;
            }
            oldest.next(isMarker(seen) ? null : seen);
            if (HEAD.compareAndSet(this, seen, newest)) {
                return seen;
            }
        }
    }

    private IoContext pushAndCut(IoContext newest, IoContext oldest) {
        IoContext seen;
        IoContext tooOld;
        synchronized (this) {
            seen = push(newest, oldest);
            tooOld = isMarker(seen) ? null : cutTooOld();
        }
        if (tooOld != null) {
            forget(tooOld);
        }
        return seen;
    }

    /** The transport has sent a context of this queue. */
    void sent(IoContext context) {
        int bytes = context.buffer().limit();
        long load = load(context, bytes);
        context.release();
        watcher.sent(bytes);
        withdraw(load);
        completed();
    }

    /** The transport could not send a context of this queue. */
    void failed(IoContext context) {
        release(context);
        completed();
    }

    /** Lets nothing more in once what was offered is sent, and tells the watcher then. */
    void finish() {
        finishing = true;
        closeIfIdle();
    }

    /** The connection is gone: drops what waits and refuses what comes. */
    void terminate() {
        IoContext stack = dropAbove == NEVER ? close() : closeLocked();
        if (!isMarker(stack)) {
            drop(stack);
        }
    }

    private synchronized IoContext closeLocked() {
        return close();
    }

    private IoContext close() {
        return (IoContext) HEAD.getAndSet(this, CLOSED);
    }

    private void completed() {
        if ((int) IN_FLIGHT.getAndAdd(this, -1) == 1) {
            drain(take());
        }
    }

    /** Posts a chain, and what is offered meanwhile, until something is in flight or nothing is left; the drainer's alone. */
    private void drain(@Nullable IoContext first) {
        IoContext chain = first;
        while (chain != null && post(chain)) {
            chain = (int) IN_FLIGHT.getAndAdd(this, -1) == 1 ? take() : null;
        }
    }

    private boolean post(IoContext first) {
        int count = 0;
        for (IoContext each = first; each != null; each = each.next()) {
            count++;
        }
        IN_FLIGHT.setRelease(this, count + 1);
        if (connection.send(first)) {
            return true;
        }
        drop(first);
        terminate();
        return false;
    }

    /** Takes what was offered, the oldest in front; null when there is nothing, and the caller no longer drains. */
    private @Nullable IoContext take() {
        while (true) {
            IoContext seen = head;
            if (seen == CLOSED) {
                return null;
            }
            if (seen == DRAINING) {
                if (HEAD.compareAndSet(this, DRAINING, IDLE)) {
                    if (finishing) {
                        closeIfIdle();
                    }
                    return null;
                }
            } else if (dropAbove != NEVER) {
                IoContext few = takeFew();
                if (few != null) {
                    return few;
                }
            } else if (HEAD.compareAndSet(this, seen, DRAINING)) {
                return reversed(seen);
            }
        }
    }

    /** Takes the oldest of the stack; null when there is no stack any more. */
    private synchronized @Nullable IoContext takeFew() {
        IoContext seen = head;
        if (isMarker(seen)) {
            return null;
        }
        IoContext oldest = reversed(seen);
        IoContext last = oldest;
        for (int i = 1; i < POSTED_WHEN_DROPPING && last.next() != null; i++) {
            last = last.next();
        }
        IoContext rest = last.next();
        last.next(null);
        head = rest == null ? DRAINING : reversed(rest);
        return oldest;
    }

    /** Takes the oldest out of the stack until what waits is below the limit, and an eighth more; null when it is already. */
    private @Nullable IoContext cutTooOld() {
        IoContext seen = head;
        long excess = memory(waiting) - dropAbove;
        if (excess <= 0 || isMarker(seen)) {
            return null;
        }
        IoContext oldest = reversed(seen);
        IoContext last = oldest;
        long cut = load(last, last.buffer().limit());
        while (last.next() != null && memory(cut) < excess + dropAbove / 8) {
            last = last.next();
            cut += load(last, last.buffer().limit());
        }
        IoContext rest = last.next();
        last.next(null);
        head = rest == null ? DRAINING : reversed(rest);
        WAITING.getAndAdd(this, -cut);
        return oldest;
    }

    /** Gives back contexts that were cut, whose load is taken off already. */
    private void forget(IoContext first) {
        IoContext context = first;
        while (context != null) {
            IoContext next = context.next();
            watcher.dropped(context.buffer().limit());
            context.release();
            context = next;
        }
        relieve(waiting);
    }

    private void closeIfIdle() {
        if (HEAD.compareAndSet(this, IDLE, CLOSED)) {
            watcher.drained();
        }
    }

    private void relieve(long left) {
        if (memory(left) <= congestionMark / 2 && congested && CONGESTED.compareAndSet(this, true, false)) {
            watcher.relieved();
        }
    }

    private void drop(IoContext first) {
        IoContext context = first;
        while (context != null) {
            IoContext next = context.next();
            release(context);
            context = next;
        }
    }

    private void release(IoContext context) {
        long load = load(context, context.buffer().limit());
        context.release();
        withdraw(load);
    }

    /** Turns a chain around; answers its new front. */
    private static IoContext reversed(IoContext chain) {
        IoContext turned = chain;
        IoContext rest = chain.next();
        chain.next(null);
        while (rest != null) {
            IoContext next = rest.next();
            rest.next(turned);
            turned = rest;
            rest = next;
        }
        return turned;
    }

    private static boolean isMarker(IoContext context) {
        return context == IDLE || context == DRAINING || context == CLOSED;
    }

    private static IoContext marker() {
        return new IoContext(context -> {}, 0, ByteBuffer.allocate(0));
    }
}
