package io.quayside.core.session;

import io.quayside.api.codec.CodecException;
import io.quayside.api.pool.IoContext;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionWatch;
import io.quayside.api.transport.Connection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What users hold of a session: made for one connection, never used again for another, so that it stays closed for good
 * (S6). The outgoing half of the session is here, as is the strand that its events run on; the incoming half is the pooled
 * {@link Pipeline}, which only the strand touches, and which serves another session once this one's {@code closed} has run.
 *
 * <p><b>Concurrency.</b> {@code reason} is set once, by whoever closes first: from then on sends are refused. {@code batch}
 * and {@code blocking} are touched within callbacks of this session only. The rest is safe by itself.
 */
final class StandardSession<M> extends Strand implements Session<M>, SendQueue.Watcher {
    private static final Logger LOG = System.getLogger(StandardSession.class.getName());

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

    private final StandardSessions<M> layer;
    private final Pipeline<M> pipeline;
    private final Connection connection;
    private final long id;
    private final SessionWatch watch;
    private final AtomicBoolean established = new AtomicBoolean();
    private final SendQueue queue;
    private final long refusedFrom;
    private final TaskList tasks = new TaskList();
    private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();
    private volatile @Nullable Object attachment;
    private volatile @Nullable Set<StandardGroup<M>> groups;

    /** What a close by the plugin counts as: changes when the peer has ended its stream, and while idle is called. */
    private volatile Kind pluginCloses = Kind.PLUGIN_CLOSED;

    private final Timeouts timeouts;
    private volatile boolean ended;

    // Of the callback that is running.
    private final Batch<M> batch;
    private boolean blocking;

    StandardSession(
            StandardSessions<M> layer, Pipeline<M> pipeline, Connection connection, long id, SessionWatch watch) {
        this.layer = layer;
        this.pipeline = pipeline;
        this.connection = connection;
        this.id = id;
        this.watch = watch;
        this.queue = new SendQueue(
                connection,
                this,
                layer.limits().congestionMark(),
                layer.limits().dropAbove());
        this.refusedFrom = layer.limits().refusedFrom();
        this.batch = new Batch<>(layer, this, queue);
        this.timeouts = new Timeouts(this, layer.limits(), layer.now());
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
        boolean batched = isCurrent() && !blocking;
        if (isAtLimit(batched ? batch.unannounced() : 0)) {
            return refusedAtLimit();
        }
        int size = layer.codec().encodedSize(message);
        if (size == 0) {
            return SendResult.QUEUED; // nothing to put on the stream
        }
        return batched ? sendInBatch(message, size) : sendAlone(message, size);
    }

    @Override
    public void established() {
        if (established.compareAndSet(false, true)) {
            watch.established();
        }
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
        timeouts.sent(layer.now());
        pipeline.traffic().sentBytes(bytes);
    }

    @Override
    public void dropped(int bytes) {
        layer.counters().dropped(bytes);
    }

    @Override
    public void relieved() {
        signalLater(WRITABLE);
    }

    @Override
    public void drained() {
        timeouts.allSent();
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
            timeouts.closing(layer.now());
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

    SessionWatch watch() {
        return watch;
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

    Timeouts timeouts() {
        return timeouts;
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
        boolean inCallback = isCurrent();
        if (isAtLimit(inCallback ? batch.unannounced() : 0)) {
            return refusedAtLimit();
        }
        if (frame.size() == 0) {
            return SendResult.QUEUED; // nothing to put on the stream
        }
        if (inCallback) {
            flush();
        }
        return offer(frame.view());
    }

    /** Hands what was sent in this batch of callbacks to the queue; within callbacks only. */
    void flush() {
        batch.flush();
        int messages = batch.takeMessages();
        if (messages != 0) {
            pipeline.traffic().sentMessages(messages);
        }
    }

    /** The plugin threw: the session is closed, and nobody else is disturbed (G3). */
    void pluginFailed(String callback, Throwable cause) {
        LOG.log(Level.ERROR, () -> this + ": the plugin's " + callback + " threw; the session is closed", cause);
        close(new CloseReason(Kind.PLUGIN_ERROR, "the plugin's " + callback + " threw", cause));
    }

    /** The bytes are no message, or the codec has a bug: the session is closed (C5). */
    void decodingFailed(Throwable cause) {
        if (cause instanceof CodecException) {
            close(new CloseReason(Kind.CODEC_ERROR, String.valueOf(cause.getMessage()), null));
        } else {
            LOG.log(Level.ERROR, () -> this + ": the codec threw; the session is closed", cause);
            close(new CloseReason(Kind.CODEC_ERROR, "the codec threw " + cause, cause));
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
        SendResult result = batch.add(message, size);
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
        boolean congested =
                queue.announce(SendQueue.load(context, context.buffer().limit()));
        if (!queue.offer(context)) {
            return SendResult.CLOSED;
        }
        layer.counters().sentAlone().increment();
        return congested ? SendResult.CONGESTED : SendResult.QUEUED;
    }

    private boolean isAtLimit(long unannounced) {
        return SendQueue.memory(queue.waiting() + unannounced) >= refusedFrom;
    }

    private SendResult refusedAtLimit() {
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
