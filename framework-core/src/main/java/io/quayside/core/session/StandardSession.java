package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.transport.Connection;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What users hold of a session: made for one connection, never used again for another, so that it stays closed for good
 * (S6). The outgoing half of the session is here, as is the strand that its events run on; the incoming half is the pooled
 * {@link Pipeline}, which only the strand touches, and which serves another session once this one's {@code closed} has run.
 *
 * <p><b>Concurrency.</b> {@code reason} is set once, by whoever closes first: from then on sends are refused. {@code batch}
 * and what belongs to it are touched within callbacks of this session only. The rest is safe by itself.
 */
final class StandardSession<M> extends Strand implements Session<M>, SendQueue.Watcher {
    static final int OPENED = 1;
    static final int RECEIVED = 1 << 1;
    static final int STREAM_ENDED = 1 << 2;
    static final int CONTEXT_FREE = 1 << 3;
    static final int WRITABLE = 1 << 4;
    static final int TASKS = 1 << 5;
    static final int IDLE = 1 << 6;
    static final int CLOSING = 1 << 7;
    static final int DRAINED = 1 << 8;
    static final int CLOSED = 1 << 9;

    private static final int LARGEST_BATCH_HINT = 32 << 10;
    private static final int MOST_SEALED = 16;

    private final StandardSessions<M> layer;
    private final Pipeline<M> pipeline;
    private final Connection connection;
    private final long id;
    private final SendQueue queue;
    private final TaskList tasks = new TaskList();
    private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();
    private volatile @Nullable Object attachment;
    private volatile @Nullable Set<StandardGroup<M>> groups;

    /** What a close by the plugin counts as: changes when the peer has ended its stream, and while idle is called. */
    private volatile Kind pluginCloses = Kind.PLUGIN_CLOSED;

    // Coarse times, in the layer's nanoseconds; written by workers, read by the tick, exact to a tick.
    private volatile long lastReceived;
    private volatile long lastSent;
    private volatile long closingSince;
    private volatile boolean allSent;
    private volatile boolean ended;
    private boolean cutOff;

    // Of the callback that is running.
    private boolean blocking;
    private @Nullable IoContext batch;
    private @Nullable IoContext newestSealed;
    private @Nullable IoContext oldestSealed;
    private int sealed;
    private int batchBytes;
    private int lastBatchBytes;

    StandardSession(StandardSessions<M> layer, Pipeline<M> pipeline, Connection connection, long id) {
        this.layer = layer;
        this.pipeline = pipeline;
        this.connection = connection;
        this.id = id;
        this.queue = new SendQueue(connection, this, layer.limits().congestionMark());
        this.lastReceived = layer.now();
        this.lastSent = lastReceived;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public SocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public SocketAddress localAddress() {
        return connection.localAddress();
    }

    @Override
    public boolean isOpen() {
        return reason.get() == null;
    }

    @Override
    public long queuedBytes() {
        return queue.queued();
    }

    @Override
    public SendResult send(M message) {
        if (!isOpen()) {
            return SendResult.CLOSED;
        }
        if (queue.queued() >= layer.limits().outboundLimit()) {
            return atLimit();
        }
        int size = layer.codec().encodedSize(message);
        if (size == 0) {
            return SendResult.QUEUED; // nothing to put on the stream
        }
        return isCurrent() && !blocking ? sendInBatch(message, size) : sendAlone(message, size);
    }

    @Override
    public void close() {
        close("closed by the plugin");
    }

    @Override
    public void close(String detail) {
        close(new CloseReason(pluginCloses, detail, null));
    }

    @Override
    public void abort() {
        abort(new CloseReason(pluginCloses, "aborted by the plugin", null));
    }

    @Override
    public boolean execute(Runnable task) {
        return add(task, false);
    }

    @Override
    public boolean offload(Runnable task) {
        return add(task, true);
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Object attachment) {
        this.attachment = attachment;
    }

    @Override
    public void sent(int bytes) {
        lastSent = layer.now();
        layer.counters().bytesSent().add(bytes);
    }

    @Override
    public void relieved() {
        signalLater(WRITABLE);
    }

    @Override
    public void drained() {
        allSent = true;
        signalLater(DRAINED);
    }

    @Override
    boolean handle(int due) {
        return pipeline.handle(due);
    }

    @Override
    void post() {
        layer.run(this);
    }

    /** Closes in order: what waits is sent first. The first reason stays. */
    void close(CloseReason why) {
        if (reason.compareAndSet(null, why)) {
            closingSince = layer.now() | 1; // which is never 0
            signalLater(CLOSING);
        }
    }

    /** Closes at once. */
    void abort(CloseReason why) {
        reason.compareAndSet(null, why);
        connection.abort();
    }

    @Nullable CloseReason reason() {
        return reason.get();
    }

    /** The reason, and from now on there is one. */
    CloseReason reasonOr(CloseReason why) {
        reason.compareAndSet(null, why);
        CloseReason first = reason.get();
        return first == null ? why : first;
    }

    Connection connection() {
        return connection;
    }

    SendQueue queue() {
        return queue;
    }

    TaskList tasks() {
        return tasks;
    }

    /** Called by the pool when a context is free that this session waits for; false when it waits no longer. */
    boolean wakeForContext() {
        if (ended) {
            return false;
        }
        signalLater(CONTEXT_FREE);
        return true;
    }

    void ended() {
        ended = true;
    }

    void closesCountAs(Kind kind) {
        pluginCloses = kind;
    }

    void touched() {
        lastReceived = layer.now();
    }

    /** Looks for what is overdue; on the tick's thread. */
    void tick(long now) {
        SessionLimits limits = layer.limits();
        if (!isOpen()) {
            if (now - closingSince > limits.closeNanos() && closingSince != 0) {
                cut();
            }
            return;
        }
        if (limits.stallNanos() > 0 && queue.queued() > 0 && now - lastSent > limits.stallNanos()) {
            abort(new CloseReason(
                    Kind.CONGESTED, "took nothing of " + queue.queued() + " bytes that wait for it", null));
        } else if (queue.queued() == 0) {
            lastSent = now;
        }
        if (limits.idleNanos() > 0 && now - lastReceived > limits.idleNanos()) {
            lastReceived = now;
            signalLater(IDLE);
        }
    }

    /** Ends a session that took too long to close; what waits to be sent is dropped. */
    void cut() {
        closingSince = 0;
        if (allSent) {
            connection.close(); // an abort might overtake what the system has still to deliver
            return;
        }
        if (isFirstCut()) {
            layer.counters().cut(queue.queued());
        }
        connection.abort();
    }

    private synchronized boolean isFirstCut() {
        boolean first = !cutOff;
        cutOff = true;
        return first;
    }

    /** Runs a task that may take its time in the strand's place; so what it sends doesn't wait for its end. */
    void runBlocking(Runnable task) {
        runSuspended(() -> {
            blocking = true;
            try {
                task.run();
            } finally {
                blocking = false;
            }
        });
    }

    StandardSessions<M> layer() {
        return layer;
    }

    /** Queues a frame that is shared with other sessions. */
    SendResult send(SharedFrame frame) {
        if (!isOpen()) {
            return SendResult.CLOSED;
        }
        if (queue.queued() >= layer.limits().outboundLimit()) {
            return atLimit();
        }
        if (frame.size() == 0) {
            return SendResult.QUEUED; // nothing to put on the stream
        }
        if (isCurrent()) {
            flush();
        }
        boolean congested = queue.announce(frame.size());
        return offer(frame.view()) ? result(congested) : SendResult.CLOSED;
    }

    /** Hands what was sent in this batch of callbacks to the queue; within callbacks only. */
    void flush() {
        seal();
        IoContext newest = newestSealed;
        IoContext oldest = oldestSealed;
        if (newest == null || oldest == null) {
            return;
        }
        newestSealed = null;
        oldestSealed = null;
        sealed = 0;
        lastBatchBytes = batchBytes;
        batchBytes = 0;
        if (!queue.offer(newest, oldest)) {
            release(newest);
        }
    }

    void joined(StandardGroup<M> group) {
        Set<StandardGroup<M>> joined = groups;
        if (joined == null) {
            synchronized (this) {
                joined = groups;
                if (joined == null) {
                    joined = ConcurrentHashMap.newKeySet();
                    groups = joined;
                }
            }
        }
        joined.add(group);
    }

    void left(StandardGroup<M> group) {
        Set<StandardGroup<M>> joined = groups;
        if (joined != null) {
            joined.remove(group);
        }
    }

    void leaveGroups() {
        Set<StandardGroup<M>> joined = groups;
        if (joined != null) {
            joined.forEach(group -> group.remove(this));
        }
    }

    private boolean add(Runnable task, boolean blocks) {
        boolean taken = tasks.add(task, blocks);
        if (taken) {
            signalLater(TASKS);
        }
        return taken;
    }

    private SendResult sendInBatch(M message, int size) {
        IoContext context = roomFor(size);
        if (context == null) {
            layer.counters().refused().add(1);
            return SendResult.REFUSED;
        }
        layer.encode(message, size, context);
        batchBytes += size;
        return result(queue.announce(size));
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
        filled(context);
        boolean congested = queue.announce(size);
        return offer(context) ? result(congested) : SendResult.CLOSED;
    }

    /** The context that the batch is being written to, if the message fits, or a new one. */
    private @Nullable IoContext roomFor(int size) {
        IoContext current = batch;
        if (current != null && current.buffer().remaining() >= size) {
            return current;
        }
        seal();
        if (sealed >= MOST_SEALED) {
            flush();
        }
        int hint = Math.min(Math.max(batchBytes, lastBatchBytes), layer.atMostAContext(LARGEST_BATCH_HINT));
        IoContext fresh = layer.contexts().acquire(Math.max(size, hint));
        if (fresh == null && hint > size) {
            fresh = layer.contexts().acquire(size);
        }
        if (fresh != null) {
            fresh.owner(this);
        }
        batch = fresh;
        return fresh;
    }

    private void seal() {
        IoContext current = batch;
        batch = null;
        if (current == null) {
            return;
        }
        if (current.buffer().position() == 0) {
            current.release();
            return;
        }
        filled(current);
        current.next(newestSealed);
        newestSealed = current;
        if (oldestSealed == null) {
            oldestSealed = current;
        }
        sealed++;
    }

    private static void filled(IoContext context) {
        context.buffer().flip();
        context.used(context.buffer().limit());
    }

    private boolean offer(IoContext context) {
        if (queue.offer(context)) {
            return true;
        }
        release(context);
        return false;
    }

    private void release(IoContext first) {
        IoContext context = first;
        while (context != null) {
            IoContext next = context.next();
            queue.withdraw(context.buffer().limit());
            context.release();
            context = next;
        }
    }

    private SendResult result(boolean congested) {
        layer.counters().messagesSent().add(1);
        return congested ? SendResult.CONGESTED : SendResult.QUEUED;
    }

    private SendResult atLimit() {
        layer.counters().refused().add(1);
        if (layer.limits().policy() == SessionLimits.Policy.CLOSE) {
            abort(new CloseReason(Kind.CONGESTED, queue.queued() + " bytes wait for it, the limit is reached", null));
            return SendResult.CLOSED;
        }
        return SendResult.REFUSED;
    }

    @Override
    public String toString() {
        return "session " + id + " of " + layer.endpoint() + " with " + remoteAddress();
    }
}
