package io.quayside.core.session;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The filled contexts that wait for one connection: any thread offers, one thread at a time drains them to the transport,
 * as many together as there are.
 *
 * <p><b>Concurrency.</b> {@code head} is the whole state:
 *
 * <pre>
 *   IDLE      nothing waits, nobody drains      offer: CAS to a stack of one, and the offerer drains
 *   a stack   contexts, the newest on top       offer: CAS on top; the drainer will take it
 *   DRAINING  nothing new, somebody drains      offer: CAS to a stack of one
 *   CLOSED    for good                          offer: refused
 *
 *   the drainer: stack to DRAINING (takes all of it); DRAINING to IDLE (nothing left, or to CLOSED when finishing)
 *   finish: IDLE to CLOSED, if nobody drains     terminate: anything to CLOSED
 * </pre>
 *
 * <p>Draining passes from thread to thread: a batch is posted with {@code inFlight} one higher than its size, the poster
 * and every completion take one off, and whoever takes the last one off drains on. {@code taken} belongs to the drainer.
 *
 * <p>The contexts are this queue's from a successful offer on; it releases each when it is sent, failed or dropped.
 */
final class SendQueue {
    private static final int GATHERED = 16;
    private static final IoContext IDLE = marker();
    private static final IoContext DRAINING = marker();
    private static final IoContext CLOSED = marker();
    private static final ThreadLocal<IoContext[]> BATCH = ThreadLocal.withInitial(() -> new IoContext[GATHERED]);

    private static final VarHandle HEAD;
    private static final VarHandle QUEUED;
    private static final VarHandle IN_FLIGHT;
    private static final VarHandle CONGESTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(SendQueue.class, "head", IoContext.class);
            QUEUED = lookup.findVarHandle(SendQueue.class, "queued", long.class);
            IN_FLIGHT = lookup.findVarHandle(SendQueue.class, "inFlight", int.class);
            CONGESTED = lookup.findVarHandle(SendQueue.class, "congested", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Connection connection;
    private final Watcher watcher;
    private final long congestionMark;
    private volatile IoContext head = IDLE;
    private volatile long queued;

    @SuppressWarnings("UnusedVariable") // read through IN_FLIGHT
    private volatile int inFlight;

    private volatile boolean congested;
    private volatile boolean finishing;
    private @Nullable IoContext taken;

    /** Is told of what becomes of the contexts; on any thread, while it drains. */
    interface Watcher {
        /** So many bytes were handed to the system. */
        void sent(int bytes);

        /** Congested no longer. */
        void relieved();

        /** After finish: everything offered was sent. */
        void drained();
    }

    SendQueue(Connection connection, Watcher watcher, long congestionMark) {
        this.connection = connection;
        this.watcher = watcher;
        this.congestionMark = congestionMark;
    }

    /** Bytes announced and not sent yet. */
    long queued() {
        return queued;
    }

    boolean isCongested() {
        return congested;
    }

    /** Announces bytes that will be offered; true when more than the congestion mark waits now. */
    boolean announce(int bytes) {
        long now = (long) QUEUED.getAndAdd(this, (long) bytes) + bytes;
        if (now <= congestionMark) {
            return false;
        }
        congested = true;
        relieve(queued); // it may all have been sent before the flag was up
        return true;
    }

    /** Takes an announcement back. */
    void withdraw(long bytes) {
        relieve((long) QUEUED.getAndAdd(this, -bytes) - bytes);
    }

    /** Offers one context. False when closed: it is still the caller's. */
    boolean offer(IoContext context) {
        return offer(context, context);
    }

    /**
     * Offers contexts chained from the newest to the oldest, to be posted together.
     *
     * @return false when closed: they are still the caller's
     */
    boolean offer(IoContext newest, IoContext oldest) {
        while (true) {
            IoContext seen = head;
            if (seen == CLOSED) {
                oldest.next(null); // a try before may have chained contexts of others behind it
                return false;
            }
            oldest.next(isMarker(seen) ? null : seen);
            if (HEAD.compareAndSet(this, seen, newest)) {
                if (seen == IDLE) {
                    drain();
                }
                return true;
            }
        }
    }

    /** The transport has sent a context of this queue. */
    void sent(IoContext context) {
        int bytes = context.buffer().limit();
        context.release();
        watcher.sent(bytes);
        withdraw(bytes);
        completed();
    }

    /** The transport could not send a context of this queue. */
    void failed(IoContext context) {
        withdraw(context.buffer().limit());
        context.release();
        completed();
    }

    /** Lets nothing more in once what was offered is sent, and tells the watcher then. */
    void finish() {
        finishing = true;
        closeIfIdle();
    }

    /** The connection is gone: drops what waits and refuses what comes. */
    void terminate() {
        IoContext waiting = (IoContext) HEAD.getAndSet(this, CLOSED);
        if (!isMarker(waiting)) {
            drop(waiting);
        }
    }

    private void completed() {
        if ((int) IN_FLIGHT.getAndAdd(this, -1) == 1) {
            drain();
        }
    }

    /** Posts what waits until a batch is in flight or nothing is left; the drainer's alone. */
    private void drain() {
        while (taken != null || take()) {
            if (!post()) {
                return;
            }
            if ((int) IN_FLIGHT.getAndAdd(this, -1) != 1) {
                return;
            }
        }
    }

    private boolean post() {
        IoContext[] batch = BATCH.get();
        if (batch[0] != null) {
            batch = new IoContext[GATHERED]; // a send further down this thread's stack is not through with the other
        }
        int count = fill(batch);
        inFlight = count + 1;
        boolean posted = connection.send(batch, count);
        if (!posted) {
            for (int i = count - 1; i >= 0; i--) {
                batch[i].next(taken);
                taken = batch[i];
            }
        }
        Arrays.fill(batch, 0, count, null); // the thread may outlive the server, and would keep its memory
        if (posted) {
            return true;
        }
        IoContext unsent = taken;
        taken = null;
        drop(unsent);
        terminate();
        return false;
    }

    private int fill(IoContext[] batch) {
        int count = 0;
        while (count < GATHERED && taken != null) {
            IoContext context = taken;
            taken = context.next();
            context.next(null);
            batch[count++] = context;
        }
        return count;
    }

    /** Takes what was offered, oldest first; false when there is nothing, and the caller no longer drains. */
    private boolean take() {
        while (true) {
            IoContext seen = head;
            if (seen == CLOSED) {
                return false;
            }
            if (seen == DRAINING) {
                if (HEAD.compareAndSet(this, DRAINING, IDLE)) {
                    if (finishing) {
                        closeIfIdle();
                    }
                    return false;
                }
            } else if (HEAD.compareAndSet(this, seen, DRAINING)) {
                taken = reversed(seen);
                return true;
            }
        }
    }

    private void closeIfIdle() {
        if (HEAD.compareAndSet(this, IDLE, CLOSED)) {
            watcher.drained();
        }
    }

    private void relieve(long left) {
        if (left <= congestionMark / 2 && congested && CONGESTED.compareAndSet(this, true, false)) {
            watcher.relieved();
        }
    }

    private void drop(@Nullable IoContext first) {
        IoContext context = first;
        while (context != null) {
            IoContext next = context.next();
            withdraw(context.buffer().limit());
            context.release();
            context = next;
        }
    }

    private static IoContext reversed(IoContext newest) {
        IoContext oldest = null;
        IoContext context = newest;
        while (context != null) {
            IoContext next = context.next();
            context.next(oldest);
            oldest = context;
            context = next;
        }
        return requireNonNull(oldest);
    }

    private static boolean isMarker(IoContext context) {
        return context == IDLE || context == DRAINING || context == CLOSED;
    }

    private static IoContext marker() {
        return new IoContext(context -> {}, 0, ByteBuffer.allocate(0));
    }
}
