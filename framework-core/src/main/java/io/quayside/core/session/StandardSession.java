package io.quayside.core.session;

import io.quayside.api.codec.CodecException;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SessionWatch;
import io.quayside.api.transport.Connection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What users hold of a session: made for one connection, never used again for another, so that it stays closed for good
 * (S6). It is the strand that its events run on, and the outgoing half of the session; the incoming half is the pooled
 * {@link Pipeline}, which only the strand touches, and which serves another session once this one's {@code closed} has run.
 *
 * <p><b>Its life</b>, in which each arrow has a number, and its test in {@code SessionTransitionsTest}:
 *
 * <pre>
 *   STARTING ----1----> OPEN ----3----> HALF-OPEN
 *      | 2               | 4               | 5
 *      v                 v                 v
 *   FLUSHING          FLUSHING          FLUSHING ----7, 9----> DISCONNECTED
 *                                          | 6
 *                                          v
 *                                       LINGERING -----8-----> DISCONNECTED
 *
 *   OPEN, HALF-OPEN ----10----> DISCONNECTED
 *   any of them ----11----> OVER
 *
 *   STARTING      has a slot; others may find it and close it, and nothing is called yet
 *   OPEN          callbacks come, sends are taken
 *   HALF-OPEN     the peer has ended its stream; sends are taken
 *   FLUSHING      there is a reason: what waits is sent, what comes is dropped, sends answer CLOSED
 *   LINGERING     all is sent and the output shut down; the peer's end is awaited
 *   DISCONNECTED  the connection's close or abort is asked for; its last completions are awaited
 *   OVER          the plugin was told, everything is given back, the slot may be another's; for good
 *
 *    1  the connection is started: opened is called
 *    2  closed before it is opened, by somebody who found it; opened is called all the same
 *    3  the peer ends its stream between two frames: endOfStream is called, and doesn't close
 *    4  closed by the plugin, by idle or frame time-out, bad bytes, a callback that threw, the drain, an end inside a frame
 *    5  the same, but for bytes, which don't come any more
 *    6  everything is sent
 *    7  everything is sent, and nothing is received from it any more
 *    8  the peer ends its stream, or the close time-out is over: the connection is closed
 *    9  the close time-out is over, or the layer cuts, before everything is sent: the connection is aborted
 *   10  aborted by the plugin, by the stall time-out, or at the outbound limit
 *   11  the connection is closed, as it was asked to or by itself; the first reason stays
 * </pre>
 *
 * <p><b>Concurrency.</b> {@code reason} is set once, by whoever closes first: from then on sends are refused. STARTING to
 * FLUSHING and all that follows is the strand's to do; aborts and time-outs only set the reason and tell the connection.
 */
final class StandardSession<M> extends OutgoingHalf<M> {
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
    static final int RESUMED = 1 << 10;
    static final int OUTPUT_ENDS = 1 << 11;

    private static final VarHandle REASON;
    private static final VarHandle ESTABLISHED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            REASON = lookup.findVarHandle(StandardSession.class, "reason", CloseReason.class);
            ESTABLISHED = lookup.findVarHandle(StandardSession.class, "established", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Pipeline<M> pipeline;
    private final Connection connection;
    private final long id;
    private final int number;
    private final SessionWatch watch;
    private final TaskRunner tasks = new TaskRunner();
    private final Timeouts timeouts;
    private volatile @Nullable CloseReason reason;
    private volatile @Nullable Object attachment;
    private volatile @Nullable Set<StandardGroup<M>> groups;

    /** What a close by the plugin counts as: changes when the peer has ended its stream, and while idle is called. */
    private volatile Kind pluginCloses = Kind.PLUGIN_CLOSED;

    @SuppressWarnings("UnusedVariable") // through ESTABLISHED
    private volatile boolean established;

    private volatile boolean ended;
    private volatile boolean pausing;

    /** The session {@code number} of its layer, counted from the first. */
    StandardSession(
            StandardSessions<M> layer,
            Pipeline<M> pipeline,
            Connection connection,
            long id,
            int number,
            SessionWatch watch) {
        super(layer, connection);
        this.pipeline = pipeline;
        this.connection = connection;
        this.id = id;
        this.number = number;
        this.watch = watch;
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
        return reason == null;
    }

    @Override
    public void pauseReceiving() {
        pausing = true;
    }

    @Override
    public void resumeReceiving() {
        if (pausing) {
            pausing = false;
            signalLater(RESUMED);
        }
    }

    /** Whether the plugin wants no message now. */
    boolean isPausing() {
        return pausing;
    }

    @Override
    public void shutdownOutput() {
        if (endOutput()) {
            signalLater(OUTPUT_ENDS);
        }
    }

    @Override
    public void established() {
        if (ESTABLISHED.compareAndSet(this, false, true)) {
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
        timeouts.sent(layer().now());
        pipeline.sentBytes(bytes);
    }

    @Override
    public void dropped(int bytes) {
        layer().counters().dropped(bytes);
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
        return blocks() ? layer().withClassesOfHandler(() -> pipeline.handle(due)) : pipeline.handle(due);
    }

    @Override
    void post() {
        if (blocks()) {
            layer().runBlocking(this);
        } else {
            layer().run(this);
        }
    }

    /** Whether its events wait for something that may block; from any thread, which may be told so just before or after. */
    boolean isBlocked() {
        return (blocks() || !isOpen())
                ? isBusy()
                : tasks.isAway(); // one that was closed meanwhile has yet to hear of it
    }

    /** How many bytes a lent context holds; 0 where none is to be borrowed: what may block would keep it from others. */
    int lends() {
        return blocks() ? 0 : connection.lends();
    }

    /** Closes in order: what waits is sent first. The first reason stays. */
    void close(CloseReason why) {
        if (REASON.compareAndSet(this, null, why)) {
            timeouts.closing(layer().now());
            signalLater(CLOSING);
        }
    }

    @Override
    void abort(CloseReason why) {
        REASON.compareAndSet(this, null, why);
        connection.abort();
    }

    @Nullable CloseReason reason() {
        return reason;
    }

    /** The reason, and from now on there is one. */
    CloseReason reasonOr(CloseReason why) {
        REASON.compareAndSet(this, null, why);
        CloseReason first = reason;
        return first == null ? why : first;
    }

    Connection connection() {
        return connection;
    }

    SessionWatch watch() {
        return watch;
    }

    TaskRunner tasks() {
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

    @Override
    void sentMessages(int count) {
        pipeline.sentMessages(count);
    }

    /** The plugin threw: the session is closed, and nobody else is disturbed (G3). */
    void pluginFailed(String callback, Throwable cause) {
        close(new CloseReason(Kind.PLUGIN_ERROR, "the plugin's " + callback + " threw", cause));
        layer().notices().threw(this, "the plugin's " + callback, cause);
    }

    /** The bytes are no message, or the codec has a bug: the session is closed (C5). */
    void decodingFailed(Throwable cause) {
        if (cause instanceof CodecException) {
            close(new CloseReason(Kind.CODEC_ERROR, String.valueOf(cause.getMessage()), null));
        } else {
            close(new CloseReason(Kind.CODEC_ERROR, "the codec threw", cause));
            layer().notices().threw(this, "the codec", cause);
        }
    }

    /** Something threw that must not, on the way of this session's events: the session is cut off, and nobody else is disturbed. */
    void broken(Throwable cause) {
        abort(new CloseReason(Kind.CONNECTION_LOST, "its events could not be handled", cause));
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

    /** The session's number in its layer: spreads evenly, and makes a group's order the same in each run of a simulation. */
    @Override
    public int hashCode() {
        return number;
    }

    /** One handle is one session. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return "session " + id + " of " + layer().endpoint() + " with " + remoteAddress();
    }
}
