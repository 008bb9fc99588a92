package io.quayside.core.admission;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import io.quayside.api.transport.Transport;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that waits to be let in, and the same connection as its session sees it later. While it waits, one small
 * receive is posted, by which it hears whether the peer leaves; what the peer says meanwhile is kept and given to the session
 * first, the rest stays in the system's buffer.
 *
 * <p><b>Concurrency.</b> What is below is guarded by this object's lock. Under it nobody is called but the connection: to be
 * started, before whoever posts first, and to send a notice, so that no session sends at the same time. Contexts are released
 * behind it: that may wake others, and have them run.
 *
 * <pre>
 *   early:     null                it is not watched, or no longer
 *              posted              the transport fills it, behind the first {@code filled} bytes
 *              held                it is full, or the peer has left
 *   kept:      what the peer has said and the session hasn't got yet, once there is a session; on the heap, so that a session
 *              that needs a context never waits for the one that is held here
 *   handler:   null until the session starts the connection; then who is told
 *   wanted:    the session's receive that found nothing to be taken yet
 *   left:      the peer has ended its stream; told: the session knows; over: everything has completed
 * </pre>
 *
 * <p>The early context is this object's: it is released when there is a session and it isn't posted, or when the connection
 * is over. The session's own contexts come back to the session, each once.
 */
final class WaitingConnection implements Connection, ConnectionHandler {
    /** Who waits gets a small context or none: the larger ones are for those inside. */
    private static final int LARGEST_EARLY = 512;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Connection connection;
    private final ContextPool contexts;
    private final Transport transport;
    private final Runnable whenLeft;
    private @Nullable ConnectionHandler handler;
    private @Nullable IoContext early;
    private @Nullable IoContext notice;
    private @Nullable IoContext wanted;
    private boolean started;
    private boolean posted;
    private int filled;
    private ByteBuffer kept = NOTHING;
    private boolean left;
    private boolean told;
    private boolean over;
    private @Nullable Throwable overBecause;

    /** {@code whenLeft} is called when the peer leaves while nobody has started this; on a worker. */
    WaitingConnection(Connection connection, ContextPool contexts, Transport transport, Runnable whenLeft) {
        this.connection = connection;
        this.contexts = contexts;
        this.transport = transport;
        this.whenLeft = whenLeft;
    }

    /** Starts to watch the peer; once. Without a free context it is not watched, and found gone when it is let in. */
    void begin() {
        IoContext context = smallContext();
        boolean watches;
        synchronized (this) {
            watches = context != null && !started;
            if (!started) { // or it was let in before it could wait
                startConnection();
            }
            if (watches) {
                early = context;
            }
        }
        if (watches) {
            watch();
        } else {
            release(context);
        }
    }

    private @Nullable IoContext smallContext() {
        IoContext context = contexts.acquire(1);
        if (context != null && context.buffer().capacity() > LARGEST_EARLY) {
            context.release();
            return null;
        }
        if (context != null) {
            context.owner(this);
        }
        return context;
    }

    private void startConnection() {
        started = true;
        connection.start(this);
    }

    /**
     * Sends something that the peer is to know while it waits; takes the context over. Dropped if one is under way still, and
     * when {@link #begin} is yet to come, since whoever has only just arrived may be told of a new place already.
     */
    void say(IoContext message) {
        boolean said = false;
        try {
            said = sendNotice(message);
        } finally {
            if (!said) {
                message.release();
            }
        }
    }

    private synchronized boolean sendNotice(IoContext message) {
        if (!started || notice != null || handler != null || over) {
            return false;
        }
        notice = message;
        boolean sent = false;
        try {
            sent = connection.send(message);
        } finally {
            if (!sent) {
                notice = null;
            }
        }
        return sent;
    }

    // ---- as the session sees it

    @Override
    public SocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public SocketAddress localAddress() {
        return connection.localAddress();
    }

    @Override
    public void start(ConnectionHandler session) {
        IoContext free;
        boolean isOver;
        synchronized (this) {
            handler = session;
            if (!started) {
                startConnection();
                return; // if it is closed already, that is still to be delivered
            }
            free = keep(0);
            isOver = over;
        }
        release(free);
        if (!isOver) {
            return;
        }
        Runnable tell = () -> session.closed(overBecause);
        if (!transport.post(tell)) {
            tell.run();
        }
    }

    @Override
    public boolean receive(IoContext context) {
        boolean straight;
        synchronized (this) {
            if (over || told) {
                return false;
            }
            straight = early == null && !kept.hasRemaining() && !left;
            if (!straight) {
                context.operation(Operation.RECEIVE);
                wanted = context;
            }
        }
        if (straight) {
            return connection.receive(context);
        }
        handOver();
        return true;
    }

    @Override
    public boolean send(IoContext first) {
        return connection.send(first);
    }

    @Override
    public void shutdownOutput() {
        connection.shutdownOutput();
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public void abort() {
        connection.abort();
    }

    // ---- as the transport sees it

    @Override
    public void received(IoContext context) {
        ConnectionHandler session;
        boolean mine;
        IoContext free = null;
        synchronized (this) {
            session = handler;
            mine = context == early;
            if (mine) {
                posted = false;
                int before = filled;
                filled = context.buffer().position();
                context.used(filled);
                free = session == null ? null : keep(before);
            }
        }
        release(free);
        if (!mine) {
            requireNonNull(session).received(context);
        } else if (session != null) {
            handOver();
        } else {
            watch();
        }
    }

    @Override
    public void endOfStream(IoContext context) {
        ConnectionHandler session;
        boolean mine;
        IoContext free = null;
        synchronized (this) {
            session = handler;
            mine = context == early;
            if (mine) {
                posted = false;
                left = true;
                free = session == null ? null : keep(filled);
            }
        }
        release(free);
        if (!mine) {
            requireNonNull(session).endOfStream(context);
        } else if (session != null) {
            handOver();
        } else {
            whenLeft.run();
        }
    }

    @Override
    public void sent(IoContext context) {
        if (isNotice(context)) {
            context.release();
        } else {
            session().sent(context);
        }
    }

    @Override
    public void failed(IoContext context, Throwable cause) {
        if (isNotice(context)) {
            context.release();
            return;
        }
        IoContext failed = context;
        synchronized (this) {
            if (context == early) {
                early = null;
                posted = false;
                failed = wanted;
                wanted = null;
            }
        }
        if (failed != context) {
            context.release();
        }
        if (failed != null) {
            session().failed(failed, cause);
        }
    }

    /** Whether this is the notice that was under way, which it is no longer. */
    private synchronized boolean isNotice(IoContext context) {
        boolean is = context == notice;
        if (is) {
            notice = null;
        }
        return is;
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        ConnectionHandler session;
        IoContext unfinished;
        IoContext free = null;
        synchronized (this) {
            over = true;
            overBecause = cause;
            session = handler;
            unfinished = wanted;
            wanted = null;
            if (!posted) { // or else a post is just being refused, and may touch the context still
                free = letGo();
            }
        }
        release(free);
        if (session == null) {
            whenLeft.run();
            return;
        }
        if (unfinished != null) {
            session.failed(unfinished, new AsynchronousCloseException());
        }
        session.closed(cause);
    }

    /** Watches on while there is room for what comes; otherwise the peer is heard of again when it is let in. */
    private void watch() {
        IoContext context;
        synchronized (this) {
            context = early;
            if (context == null || handler != null || !context.buffer().hasRemaining()) {
                return;
            }
            posted = true; // now, so that the session doesn't take the context for one that is free
        }
        if (!connection.receive(context)) {
            IoContext free;
            synchronized (this) {
                posted = false; // it is closing: whoever comes last, this or closed, gives the context back
                free = over ? letGo() : null;
            }
            release(free);
        }
    }

    /** The early context, which the caller has to release. */
    private @Nullable IoContext letGo() {
        IoContext held = early;
        early = null;
        return held;
    }

    private static void release(@Nullable IoContext free) {
        if (free != null) {
            free.release();
        }
    }

    /**
     * Puts what the early context has, from an index on, behind what is kept; answers the context, which the caller has to
     * release, unless it is posted.
     */
    private @Nullable IoContext keep(int from) {
        IoContext held = early;
        if (held != null && filled > from) {
            ByteBuffer all = ByteBuffer.allocate(kept.remaining() + filled - from);
            all.put(kept).put(held.view().limit(filled).position(from));
            kept = all.flip();
        }
        return posted ? null : letGo();
    }

    /** Gives the session what there is for the receive it has posted, if there is anything. */
    private void handOver() {
        IoContext target;
        boolean end;
        boolean straight;
        synchronized (this) {
            target = wanted;
            boolean nothing = !kept.hasRemaining();
            if (target == null || (nothing && posted)) {
                return; // completes when the transport's receive does
            }
            wanted = null;
            end = nothing && left;
            straight = nothing && !left;
            told = end;
            give(target);
        }
        target.operation(Operation.NONE);
        if (end) {
            session().endOfStream(target);
        } else if (!straight) {
            session().received(target);
        } else if (!connection.receive(target)) {
            target.operation(Operation.RECEIVE);
            session().failed(target, new AsynchronousCloseException());
        }
    }

    private void give(IoContext target) {
        int count = Math.min(kept.remaining(), target.buffer().remaining());
        target.buffer().put(kept.slice(kept.position(), count));
        kept.position(kept.position() + count);
    }

    private synchronized ConnectionHandler session() {
        return requireNonNull(handler, "a completion of a session's operation before the session");
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
