package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.transport.Connection;

/**
 * The outgoing half of a session: what is sent within its callbacks is batched, what is sent from elsewhere, or from where it
 * may block, goes to the queue by itself.
 *
 * <p><b>Concurrency.</b> {@code send} is called from any thread. {@code blocking} and {@code batchedLast} are touched within
 * callbacks of this session only.
 */
abstract class OutgoingHalf<M> extends Strand implements Session<M>, Backlog.Watcher {
    private final StandardSessions<M> layer;
    private final SendQueue queue;
    private final boolean blocks;
    private boolean blocking;
    private volatile boolean outputEnded;
    private int batchedLast;

    /** The queue is held: it takes what is sent, and posts it when the connection is started. */
    OutgoingHalf(StandardSessions<M> layer, Connection connection) {
        this.layer = layer;
        this.blocks = layer.blocks();
        SessionLimits limits = layer.limits();
        this.queue = limits.policy() == SessionLimits.Policy.DROP_OLDEST
                ? new DroppingSendQueue(connection, this, limits.congestionMark(), limits.outboundLimit())
                : new SendQueue(connection, this, limits.congestionMark());
        queue.tryHold(); // nobody else knows it yet
    }

    final StandardSessions<M> layer() {
        return layer;
    }

    final SendQueue queue() {
        return queue;
    }

    /** Ends the session at once. */
    abstract void abort(CloseReason why);

    /** So many messages were sent within callbacks. */
    abstract void sentMessages(int count);

    @Override
    public final long queuedBytes() {
        return queue.queued();
    }

    /** Takes nothing more for sending; false when that was said before. */
    final boolean endOutput() {
        boolean first = !outputEnded;
        outputEnded = true;
        return first;
    }

    @Override
    public final SendResult send(M message) {
        if (!isOpen() || outputEnded) {
            return SendResult.CLOSED;
        }
        boolean batched = batches();
        if (isAtLimit(batched ? batch().unannounced() : 0)) {
            return refusedAtLimit();
        }
        int size = layer.codec().encodedSize(message);
        if (size == 0) {
            return SendResult.QUEUED; // nothing to put on the stream
        }
        return batched ? sendInBatch(message, size) : sendAlone(message, size);
    }

    /** Queues a frame that is shared with other sessions. */
    final SendResult send(SharedFrame frame) {
        if (!isOpen() || outputEnded) {
            return SendResult.CLOSED;
        }
        boolean batched = batches();
        if (isAtLimit(batched ? batch().unannounced() : 0)) {
            return refusedAtLimit();
        }
        if (frame.size() == 0) {
            return SendResult.QUEUED; // nothing to put on the stream
        }
        if (batched) {
            flush();
        }
        return offer(frame.view());
    }

    /** Hands what was sent in this batch of callbacks to the queue; within callbacks only. */
    final void flush() {
        int messages = batch().flush(this);
        if (messages != 0) {
            sentMessages(messages);
        }
    }

    /** Posts what was sent while it was held. Throws nothing: whoever sent is another session, and has done nothing wrong. */
    final void letGo() {
        try {
            queue.open();
        } catch (Throwable t) {
            sendingThrew(t);
        }
    }

    private void sendingThrew(Throwable cause) {
        try {
            abort(new CloseReason(Kind.CONNECTION_LOST, "the transport threw when it was to send", cause));
            layer.notices().threw(this, "the transport", cause);
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e); // which closed is told of
        }
    }

    @Override
    final boolean blocks() {
        return blocks;
    }

    /** Whether what is sent now waits for the end of the batch: within callbacks, but for what may take its time. */
    private boolean batches() {
        return !blocks && !blocking && isCurrent();
    }

    /** Runs a task that may take its time in the strand's place; so what it sends doesn't wait for its end. */
    final void runBlocking(Runnable task) {
        runSuspended(() -> {
            blocking = true;
            try {
                layer.withClassesOfHandler(() -> {
                    task.run();
                    return null;
                });
            } finally {
                blocking = false;
            }
        });
    }

    /** How many bytes the last batch had. */
    final int batchedLast() {
        return batchedLast;
    }

    final void batchedLast(int bytes) {
        batchedLast = bytes;
    }

    private SendResult sendInBatch(M message, int size) {
        SendResult result = batch().add(this, message, size);
        if (result == SendResult.REFUSED) {
            layer.counters().refused().add(1);
        }
        return result;
    }

    private SendResult sendAlone(M message, int size) {
        IoContext context = layer.contexts().acquire(size);
        if (context == null) {
            layer.counters().refused().add(1);
            return SendResult.REFUSED;
        }
        context.owner(this);
        try {
            layer.encode(message, size, context);
        } catch (Throwable t) {
            context.release();
            throw t;
        }
        context.used(context.buffer().flip().limit());
        return offer(context);
    }

    /** Queues a filled context by itself. */
    private SendResult offer(IoContext context) {
        boolean congested = queue.announce(Backlog.load(context));
        Turn.current().hold(this);
        if (!queue.offer(context)) {
            return SendResult.CLOSED;
        }
        layer.counters().sentAlone().increment();
        return congested ? SendResult.CONGESTED : SendResult.QUEUED;
    }

    private boolean isAtLimit(long unannounced) {
        return Backlog.memory(queue.waiting() + unannounced) >= layer.limits().refusedFrom();
    }

    private SendResult refusedAtLimit() {
        layer.counters().refused().add(1);
        if (layer.limits().policy() == SessionLimits.Policy.CLOSE) {
            abort(new CloseReason(Kind.CONGESTED, queue.queued() + " bytes wait for it, the limit is reached", null));
            return SendResult.CLOSED;
        }
        return SendResult.REFUSED;
    }
}
