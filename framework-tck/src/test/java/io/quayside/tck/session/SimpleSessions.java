package io.quayside.tck.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionWatch;
import io.quayside.api.session.Sessions;
import io.quayside.api.transport.Connection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The simplest session layer that keeps the laws, or breaks one of them. */
final class SimpleSessions<M> implements SessionLayer<M>, Sessions<M> {
    final SessionParts<M> parts;
    final int most;
    final long mark;
    final long limit;
    final Policy policy;
    final long idle;
    final long close;
    final long frame;
    final long stall;
    private final @Nullable SessionFault fault;
    private final Set<SimpleSession<M>> all = ConcurrentHashMap.newKeySet();
    private final Set<SimpleGroup<M>> groups = ConcurrentHashMap.newKeySet();
    private long ids;
    private boolean draining;
    private volatile @Nullable Object workGoingOn;
    private @Nullable IoContext leftOver;
    private long cutSessions;
    private long cutBytes;

    /** What happens at the limit. */
    enum Policy {
        REFUSE,
        DROP_OLDEST,
        CLOSE
    }

    SimpleSessions(SessionParts<M> parts, @Nullable SessionFault fault) {
        this.parts = parts;
        this.fault = fault;
        this.most = parts.settings().integer("limit", 10, 1, 1000);
        this.mark = parts.settings().bytes("outbound-congested", 1024, 1, 1 << 20);
        this.limit = parts.settings().bytes("outbound-limit", 2048, 1, 1 << 20);
        this.policy = parts.settings().choice("outbound-policy", Policy.class, Policy.REFUSE);
        this.idle = nanos("idle-timeout");
        this.close = nanos("close-timeout");
        this.frame = nanos("frame-timeout");
        this.stall = nanos("stall-timeout");
    }

    private long nanos(String key) {
        return parts.settings().duration(key, Duration.ZERO).toNanos();
    }

    boolean has(SessionFault asked) {
        return fault == asked;
    }

    @Override
    public @Nullable Session<M> attach(Connection connection, SessionWatch watch) {
        SimpleSession<M> made;
        synchronized (this) {
            if (draining && !has(SessionFault.LETS_IN_WHILE_DRAINING)) {
                return null;
            }
            if (all.size() >= most) {
                if (has(SessionFault.CLOSES_WHO_FINDS_NO_SLOT)) {
                    connection.close();
                }
                return null;
            }
            ids++;
            made = new SimpleSession<>(this, connection, watch, has(SessionFault.USES_IDS_AGAIN) ? ids % 2 : ids);
            all.add(made);
        }
        made.begin();
        return made;
    }

    /** A session's slot is free. */
    void ended(SimpleSession<M> session, CloseReason reason) {
        if (has(SessionFault.TELLS_THE_WATCH_FIRST)) {
            session.watch().over(reason);
        }
        all.remove(session);
        if (!has(SessionFault.KEEPS_CLOSED_MEMBERS)) {
            groups.forEach(group -> group.remove(session));
        }
        if (!has(SessionFault.TELLS_THE_WATCH_FIRST)) {
            session.watch().over(reason);
        }
    }

    /** A context to receive into. */
    @Nullable IoContext firstReceive() {
        IoContext left = leftOver;
        leftOver = null;
        return left == null ? parts.contexts().acquire(parts.contexts().largestContext()) : left;
    }

    /** Gives the receive context back; or for a fault, leaves it to the next session as it is. */
    void lastReceive(IoContext context) {
        if (has(SessionFault.LEAVES_BYTES_TO_THE_NEXT_OWNER) && leftOver == null) {
            leftOver = context;
        } else {
            context.release();
        }
    }

    /** Runs what may block, and then says so. */
    void offload(Runnable work) {
        if (has(SessionFault.OFFLOADS_TO_WORKERS)) {
            parts.transport().post(work);
            return;
        }
        if (has(SessionFault.ONE_WORK_AT_A_TIME)) {
            workGoingOn = work;
        }
        parts.blocking().execute(() -> {
            work.run();
            workGoingOn = null;
        });
    }

    boolean isStopped() {
        return workGoingOn != null;
    }

    /** For a fault: who has the slot now. */
    @Nullable SimpleSession<M> anybodyElse(SimpleSession<M> session) {
        return all.stream()
                .filter(other -> other.id() != session.id())
                .findFirst()
                .orElse(null);
    }

    @Override
    public Sessions<M> sessions() {
        return this;
    }

    @Override
    public PoolStatistics statistics() {
        return new PoolStatistics(most, all.size(), most, 0, 0);
    }

    @Override
    public void tick() {
        all.forEach(session -> session.times().tick());
    }

    /** Counts a session that is ended before all was sent. */
    void cut(long bytes) {
        cutSessions++;
        cutBytes += has(SessionFault.COUNTS_NO_BYTES_AS_CUT) ? 0 : bytes;
    }

    @Override
    public synchronized void drain() {
        draining = true;
        all.forEach(session -> session.close(new CloseReason(Kind.SHUTDOWN, "stopping", null)));
    }

    @Override
    public void cut() {
        all.forEach(SimpleSession::abort);
    }

    @Override
    public long cutSessions() {
        return cutSessions;
    }

    @Override
    public long cutBytes() {
        return cutBytes;
    }

    @Override
    public int count() {
        return all.size();
    }

    @Override
    public @Nullable Session<M> find(long id) {
        return all.stream()
                .filter(session -> session.id() == id && session.isOpen())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void forEach(Consumer<? super Session<M>> action) {
        all.forEach(action);
    }

    @Override
    public SessionGroup<M> newGroup() {
        SimpleGroup<M> made = new SimpleGroup<>(this);
        groups.add(made);
        return made;
    }
}
