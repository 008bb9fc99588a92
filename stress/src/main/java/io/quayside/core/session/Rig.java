package io.quayside.core.session;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionWatch;
import io.quayside.core.time.SystemTime;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One session with everything around it fake: its peer, its workers and its end are in the hands of whoever calls, from any
 * thread. {@link #verdict} brings it to its end and says what was wrong.
 */
final class Rig {
    private static final int CONTEXTS = 16;
    private static final int CONTEXT_BYTES = 8;
    private static final Settings SETTINGS = Settings.of(Map.of("limit", 1));
    private static final SessionLimits LIMITS = SessionLimits.from(SETTINGS);

    private final RigPool pool = new RigPool(CONTEXTS, CONTEXT_BYTES);
    private final RigWorkers workers = new RigWorkers();
    private final RigHandler handler = new RigHandler();
    private final RigConnection connection = new RigConnection(workers);
    private final StandardSessions<Integer> layer = new StandardSessions<>(
            new SessionParts<>(
                    "rig",
                    SETTINGS,
                    workers,
                    pool,
                    new OneByte(),
                    handler,
                    workers::add,
                    new SystemTime(),
                    new NoMetrics()),
            LIMITS);
    private final AtomicInteger tasks = new AtomicInteger();
    private volatile @Nullable Session<Integer> session;

    void open() {
        session = layer.attach(connection, SessionWatch.NOBODY);
    }

    /** The session, once it is open. */
    Session<Integer> session() {
        Session<Integer> opened = session;
        if (opened == null) {
            throw new IllegalStateException("open comes first");
        }
        return opened;
    }

    /** The session's connection, as its peer and its network see it. */
    RigConnection connection() {
        return connection;
    }

    /** Its workers. */
    RigWorkers workers() {
        return workers;
    }

    void execute() {
        took(session().execute(handler::task));
    }

    void offload() {
        took(session().offload(handler::task));
    }

    private void took(boolean taken) {
        if (taken) {
            tasks.incrementAndGet();
        }
    }

    /** Closes all sessions of the layer, as the server does when it stops. */
    void drain() {
        layer.drain();
    }

    /** Ends the session unless it has ended, when nobody else is at it any more; "fine", or what was wrong. */
    String verdict() {
        settle();
        connection.lose();
        settle();
        if (session == null) {
            return handler.calls() == 0 && pool.statistics().inUse() == 0
                    ? "fine"
                    : "a session that was refused left something";
        }
        if (handler.wrong() != null) {
            return handler.wrong();
        }
        if (handler.tasks() != tasks.get()) {
            return tasks.get() + " tasks were taken, " + handler.tasks() + " ran";
        }
        if (connection.wrong() != null) {
            return connection.wrong();
        }
        if (pool.statistics().inUse() != 0) {
            return pool.statistics().inUse() + " contexts did not come back";
        }
        if (layer.statistics().inUse() != 0 || layer.count() != 0) {
            return "the slot did not come back";
        }
        return session().queuedBytes() == 0 ? "fine" : "bytes are counted as waiting";
    }

    private void settle() {
        boolean more = true;
        while (more) {
            more = workers.runOne() || connection.complete();
        }
    }

    /** A message is a byte. */
    private static final class OneByte implements Codec<Integer> {
        @Override
        public Class<Integer> messageType() {
            return Integer.class;
        }

        @Override
        public int maximumFrameSize() {
            return 1;
        }

        @Override
        public @Nullable Integer decode(ByteBuffer in, ByteBuffer view) {
            return in.hasRemaining() ? (int) in.get() : null;
        }

        @Override
        public int encodedSize(Integer message) {
            return 1;
        }

        @Override
        public void encode(Integer message, ByteBuffer out) {
            out.put(message.byteValue());
        }
    }

    private static final class NoMetrics implements Metrics {
        @Override
        public Counter counter(String name) {
            return new Counter() {
                @Override
                public void add(long amount) {}

                @Override
                public long value() {
                    return 0;
                }
            };
        }

        @Override
        public void gauge(String name, LongSupplier value) {}
    }
}
