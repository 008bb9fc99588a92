package io.quayside.core.session;

import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionWatch;
import io.quayside.core.time.SystemTime;
import io.quayside.stress.rig.RigCodec;
import io.quayside.stress.rig.RigConnection;
import io.quayside.stress.rig.RigHandler;
import io.quayside.stress.rig.RigMetrics;
import io.quayside.stress.rig.RigPool;
import io.quayside.stress.rig.RigWorkers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final ContextPool pool;
    private final RigWorkers workers = new RigWorkers();
    private final RigHandler handler = new RigHandler();
    private final RigConnection connection = new RigConnection(workers);
    private final StandardSessions<Integer> layer;
    private final AtomicInteger tasks = new AtomicInteger();
    private volatile @Nullable Session<Integer> session;

    /** With contexts enough. */
    Rig() {
        this(new RigPool(CONTEXTS, CONTEXT_BYTES));
    }

    /** With contexts from a pool, which others may use as well. */
    Rig(ContextPool pool) {
        this.pool = pool;
        this.layer = new StandardSessions<>(
                new SessionParts<>(
                        "rig",
                        SETTINGS,
                        workers,
                        pool,
                        new RigCodec(),
                        handler,
                        workers::add,
                        new SystemTime(),
                        new RigMetrics()),
                LIMITS);
    }

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

    /** Sends to whatever session can be found, which may not have been started yet. */
    void sendToAll() {
        layer.forEach(found -> found.send(2));
    }

    /** Closes all sessions of the layer, as the server does when it stops. */
    void drain() {
        layer.drain();
    }

    /** Whether it could go on if it had a context to receive into; when all is quiet. */
    boolean isStarving() {
        return session().isOpen() && connection.isNotReceiving();
    }

    /** Lets everything happen that can happen by itself; whether there was something. */
    boolean settle() {
        boolean any = false;
        while (workers.runOne() || connection.complete()) {
            any = true;
        }
        return any;
    }

    /** Ends the session unless it has ended, when nobody else is at it any more; "fine", or what was wrong. */
    String verdict() {
        String wrong = end();
        int held = pool.statistics().inUse();
        return wrong.equals("fine") && held != 0 ? held + " contexts did not come back" : wrong;
    }

    /** As {@link #verdict}, without a look at the contexts that are out. */
    String end() {
        settle();
        boolean stuck = session != null && session().queuedBytes() != 0;
        connection.lose();
        settle();
        if (session == null) {
            return handler.calls() == 0 ? "fine" : "a session that was refused called back";
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
        if (layer.statistics().inUse() != 0 || layer.count() != 0) {
            return "the slot did not come back";
        }
        if (stuck) {
            return "something was to be sent, and nobody sent it";
        }
        return session().queuedBytes() == 0 ? "fine" : "bytes are counted as waiting";
    }
}
