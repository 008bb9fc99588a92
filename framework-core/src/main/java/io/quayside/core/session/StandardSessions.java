package io.quayside.core.session;

import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Blocking;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionWatch;
import io.quayside.api.session.Sessions;
import io.quayside.api.transport.Connection;
import io.quayside.core.metrics.QuietLog;
import io.quayside.core.pool.IndexPool;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one endpoint: what they share, and the pool of their slots.
 *
 * <p>A session's id is its slot's index in the low 24 bits and a number that grows in the others, so that it is found
 * without a map.
 */
final class StandardSessions<M> implements SessionLayer<M>, Sessions<M> {
    private static final Logger LOG = System.getLogger(StandardSessions.class.getName());
    private static final int INDEX_BITS = 24;
    private static final int SLOTS_AT_A_TIME = 64;

    /** Of all layers, since an id means one session in the whole server. */
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final SessionParts<M> parts;
    private final SessionLimits limits;
    private final Codec<M> codec;
    private final ContextPool contexts;
    private final Counters counters;
    private final Notices notices;
    private final boolean blocks;
    private final QuietLog noThread;
    private final IndexPool<Pipeline<M>> slots;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private volatile @Nullable CloseReason draining;
    private volatile long now;

    StandardSessions(SessionParts<M> parts, SessionLimits limits) {
        this.parts = parts;
        this.limits = limits;
        this.codec = parts.codec();
        this.contexts = parts.contexts();
        this.counters = Counters.of(parts.metrics());
        this.notices = new Notices(parts.endpoint(), counters, parts.time());
        this.blocks = parts.handler().getClass().isAnnotationPresent(Blocking.class);
        this.noThread = new QuietLog(LOG, parts.time());
        this.now = parts.time().nanoTime();
        this.slots = new IndexPool<>(
                "session slot of " + parts.endpoint() + ", number",
                limits.sessions(),
                SLOTS_AT_A_TIME,
                this::cutSlots,
                Pipeline::clean);
        Metrics metrics = parts.metrics();
        metrics.gauge("messages.received", () -> carried(Traffic::messagesReceived));
        metrics.gauge(
                "messages.sent",
                () -> carried(Traffic::messagesSent) + counters.sentAlone().sum());
        metrics.gauge("bytes.received", () -> carried(Traffic::bytesReceived));
        metrics.gauge("bytes.sent", () -> carried(Traffic::bytesSent));
        metrics.gauge("outbound.memory", this::waitingMemory);
    }

    /** Counts before it looks whether it drains, so that a drain that finds nobody has nobody come after it. */
    @Override
    public @Nullable Session<M> attach(Connection connection, SessionWatch watch) {
        count.incrementAndGet();
        Pipeline<M> slot = draining != null ? null : slots.acquire();
        if (slot == null) {
            count.decrementAndGet();
            return null;
        }
        StandardSession<M> session;
        try {
            long id = (NUMBERS.incrementAndGet() << INDEX_BITS) | slot.index();
            session = new StandardSession<>(this, slot, connection, id, made.incrementAndGet(), watch);
            slot.begin(session);
        } catch (Throwable t) {
            slots.release(slot.index()); // the connection could not be started: nothing of it will come
            count.decrementAndGet();
            throw t;
        }
        counters.opened().add(1);
        CloseReason ends = draining;
        if (ends != null) {
            session.close(ends);
        }
        return session;
    }

    @Override
    public Sessions<M> sessions() {
        return this;
    }

    @Override
    public PoolStatistics statistics() {
        return slots.statistics(0);
    }

    @Override
    public void tick() {
        long time = parts.time().nanoTime();
        now = time;
        each(session -> session.timeouts().tick(time));
        notices.tick();
    }

    @Override
    public void drain() {
        drain("stopping");
    }

    @Override
    public void drain(String why) {
        CloseReason reason = new CloseReason(Kind.SHUTDOWN, why, null);
        draining = reason;
        each(session -> session.close(reason));
    }

    @Override
    public void cut() {
        each(session -> session.timeouts().cut());
    }

    @Override
    public long cutSessions() {
        return counters.cutSessions().value();
    }

    @Override
    public long cutBytes() {
        return counters.cutBytes().value();
    }

    @Override
    public int count() {
        return count.get();
    }

    @Override
    public @Nullable Session<M> find(long id) {
        Pipeline<M> slot = slots.item((int) (id & ((1 << INDEX_BITS) - 1)));
        StandardSession<M> session = slot == null ? null : slot.session();
        return session != null && session.id() == id && session.isOpen() ? session : null;
    }

    @Override
    public void forEach(Consumer<? super Session<M>> action) {
        each(action);
    }

    @Override
    public SessionGroup<M> newGroup() {
        return new StandardGroup<>(this);
    }

    String endpoint() {
        return parts.endpoint();
    }

    SessionLimits limits() {
        return limits;
    }

    Counters counters() {
        return counters;
    }

    Codec<M> codec() {
        return codec;
    }

    SessionHandler<M> handler() {
        return parts.handler();
    }

    ContextPool contexts() {
        return contexts;
    }

    /** The time of the last tick, in nanoseconds. */
    long now() {
        return now;
    }

    Notices notices() {
        return notices;
    }

    int atMostAContext(int bytes) {
        return Math.min(bytes, contexts().largestContext());
    }

    /** Runs a strand on a worker; here, when the transport has closed and has no worker any more. */
    void run(Strand strand) {
        if (!parts.transport().post(strand)) {
            strand.run();
        }
    }

    /** Whether callbacks may block. */
    boolean blocks() {
        return blocks;
    }

    /** Runs a task where it may block; here, when there is no thread for it, or none any more. */
    void offload(Runnable task) {
        if (!executed(task)) {
            task.run();
        }
    }

    /** Runs a strand where it may block; as any other, when there is no thread for it, or none any more. */
    void runBlocking(Strand strand) {
        if (!executed(strand)) {
            run(strand);
        }
    }

    /** Runs something of the plugin's where it has time to load classes: with its class loader at hand. */
    <T> T withClassesOfHandler(Supplier<T> body) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(parts.handler().getClass().getClassLoader());
        try {
            return body.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private boolean executed(Runnable task) {
        try {
            parts.blocking().execute(task);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            noThread.warn(() -> "endpoint " + endpoint() + ": no thread for what may block; it runs on a worker: " + e);
            return false;
        }
    }

    /** Encodes a frame for many sessions; null when no context is free. The caller holds it. */
    @Nullable SharedFrame share(M message) {
        int size = codec().encodedSize(message);
        IoContext context = contexts().acquire(size);
        if (context == null) {
            counters.refused().add(1);
            return null;
        }
        try {
            encode(message, size, context);
        } catch (Throwable t) {
            context.release();
            throw t;
        }
        context.used(context.buffer().flip().limit());
        return new SharedFrame(context);
    }

    /** Writes a frame of the announced size behind what is in the context already, or throws and leaves that as it was. */
    void encode(M message, int size, IoContext into) {
        ByteBuffer out = into.buffer();
        int start = out.position();
        try {
            codec().encode(message, out);
            if (out.position() - start != size) {
                throw new IllegalStateException("the codec of " + endpoint() + " announced " + size + " bytes for a "
                        + message.getClass().getName() + " and wrote " + (out.position() - start) + " (C4)");
            }
        } catch (Throwable t) {
            into.used(out.limit()); // whatever was written there, it doesn't stay (P4)
            out.position(start);
            throw t;
        }
    }

    /** A session's strand is done with its slot: the last thing it does. */
    void ended(Pipeline<M> slot, SessionWatch watch, CloseReason reason) {
        slots.release(slot.index());
        counters.closed(reason.kind());
        count.decrementAndGet();
        watch.over(reason);
    }

    void log(StandardSession<M> session, CloseReason reason) {
        if (reason.kind() == Kind.CODEC_ERROR || reason.kind() == Kind.CONGESTED) {
            notices.ended(session, reason);
        } else {
            LOG.log(Level.DEBUG, () -> session + " ended: " + reason);
        }
    }

    private void each(Consumer<? super StandardSession<M>> action) {
        int end = slots.made();
        for (int i = 0; i < end; i++) {
            Pipeline<M> slot = slots.item(i);
            StandardSession<M> session = slot == null ? null : slot.session();
            if (session != null) {
                action.accept(session);
            }
        }
    }

    /** The memory of all that waits to be sent; a frame for a group counts once for each member. */
    private long waitingMemory() {
        long[] sum = new long[1];
        each(session -> sum[0] += Backlog.memory(session.queue().waiting()));
        return sum[0];
    }

    private long carried(ToLongFunction<Traffic> figure) {
        int end = slots.made();
        long sum = 0;
        for (int i = 0; i < end; i++) {
            Pipeline<M> slot = slots.item(i);
            sum += slot == null ? 0 : figure.applyAsLong(slot);
        }
        return sum;
    }

    @SuppressWarnings("unchecked") // no generic arrays
    private Pipeline<M>[] cutSlots(int from, int to) {
        Pipeline<M>[] made = (Pipeline<M>[]) new Pipeline<?>[to - from];
        for (int i = 0; i < made.length; i++) {
            made[i] = new Pipeline<>(from + i, this);
        }
        return made;
    }
}
