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
 *   hold: IDLE to DRAINING, with nothing posted; open: whoever held it drains on
 *   finish: IDLE to CLOSED, if nobody drains     terminate: anything to CLOSED
 * </pre>
 *
 * <p>Draining passes from thread to thread: a chain is posted with {@code inFlight} one higher than its length, the poster
 * and every completion take one off, and whoever takes the last one off drains on.
 *
 * <p>The contexts are this queue's from the offer on; it releases each when it is sent, failed or dropped.
 */
class SendQueue extends Backlog {
    private static final IoContext IDLE = marker();
    private static final IoContext DRAINING = marker();
    private static final IoContext CLOSED = marker();

    private static final VarHandle HEAD;
    private static final VarHandle IN_FLIGHT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(SendQueue.class, "head", IoContext.class);
            IN_FLIGHT = lookup.findVarHandle(SendQueue.class, "inFlight", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Connection connection;
    private volatile IoContext head = IDLE;

    @SuppressWarnings("UnusedVariable") // through IN_FLIGHT
    private volatile int inFlight;

    private volatile boolean finishing;

    SendQueue(Connection connection, Watcher watcher, long congestionMark) {
        super(watcher, congestionMark);
        this.connection = connection;
    }

    /** Keeps what is offered until {@link #open}, which the caller sees to; false when somebody drains, or it is closed. */
    final boolean tryHold() {
        return HEAD.compareAndSet(this, IDLE, DRAINING);
    }

    /** Whoever held it: posts what was offered meanwhile. */
    final void open() {
        drain(take());
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
        return enqueue(first);
    }

    final boolean enqueue(IoContext first) {
        IoContext newest = reversed(first);
        IoContext seen = push(newest, first);
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
    IoContext push(IoContext newest, IoContext oldest) {
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

    /** The transport has sent a context of this queue. */
    final void sent(IoContext context) {
        int bytes = context.buffer().limit();
        long load = load(context);
        context.release();
        watcher().sent(bytes);
        withdraw(load);
        completed();
    }

    /** The transport could not send a context of this queue. */
    final void failed(IoContext context) {
        release(context);
        completed();
    }

    /** Lets nothing more in once what was offered is sent, and tells the watcher then. */
    final void finish() {
        finishing = true;
        closeIfIdle();
    }

    /** The connection is gone: drops what waits and refuses what comes. */
    void terminate() {
        drop(close());
    }

    /** Refuses what comes; answers what waits, in no order. */
    final @Nullable IoContext close() {
        IoContext stack = (IoContext) HEAD.getAndSet(this, CLOSED);
        return isMarker(stack) ? null : stack;
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
        boolean posted = false;
        try {
            posted = connection.send(first);
        } finally {
            if (!posted) { // refused, or the transport threw
                drop(first);
                terminate();
            }
        }
        return posted;
    }

    /** Takes what is to be posted next; null when there is nothing, and the caller no longer drains. */
    private @Nullable IoContext take() {
        while (true) {
            IoContext next = next();
            if (next != null) {
                return next;
            }
            if (rest()) {
                if (finishing) {
                    closeIfIdle();
                }
                return null;
            }
            if (head == CLOSED) {
                return null;
            }
        }
    }

    /** Takes what waits, the oldest in front; null when there is nothing, or it changes just now. The drainer's. */
    @Nullable IoContext next() {
        IoContext seen = head;
        return isMarker(seen) || !HEAD.compareAndSet(this, seen, DRAINING) ? null : reversed(seen);
    }

    /** Whether something was offered that nobody has taken yet. */
    final boolean hasNewer() {
        return !isMarker(head);
    }

    /** Drains no longer; false when there is something to drain. The drainer's. */
    boolean rest() {
        return HEAD.compareAndSet(this, DRAINING, IDLE);
    }

    private void closeIfIdle() {
        if (HEAD.compareAndSet(this, IDLE, CLOSED)) {
            watcher().drained();
        }
    }

    /** Gives back a chain of contexts that will not be sent. */
    final void drop(@Nullable IoContext first) {
        IoContext context = first;
        while (context != null) {
            IoContext next = context.next();
            release(context);
            context = next;
        }
    }

    private void release(IoContext context) {
        long load = load(context);
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
