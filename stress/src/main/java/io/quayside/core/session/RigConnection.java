package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.ConnectionHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose completions come when somebody says so, on that thread. It keeps the transport's laws: each post is
 * completed once, sends in order and one after the other, {@code closed} once and last (T1 to T4). Calling back happens
 * outside its lock (T7), which hands nothing from one callback to the next that another transport wouldn't.
 */
final class RigConnection extends Sending {
    private final RigWorkers workers;
    private final Queue<IoContext> wire = new ArrayDeque<>();
    private @Nullable IoContext receive;
    private @Nullable ConnectionHandler handler;
    private int underWay;
    private boolean completing;
    private boolean closing;
    private boolean givenUp;
    private boolean over;
    private boolean ended;
    private volatile @Nullable String wrong;

    RigConnection(RigWorkers workers) {
        this.workers = workers;
    }

    @Override
    public synchronized void start(ConnectionHandler completions) {
        handler = completions;
        if (closing) {
            workers.post(this::giveUp);
        }
    }

    @Override
    public synchronized boolean receive(IoContext context) {
        if (receive != null) {
            wrong = "a second receive";
        }
        if (closing || ended) {
            return false;
        }
        context.operation(Operation.RECEIVE);
        receive = context;
        return true;
    }

    @Override
    public synchronized boolean send(IoContext first) {
        if (closing) {
            return false;
        }
        for (IoContext each = first; each != null; ) {
            IoContext next = each.next();
            each.next(null);
            each.operation(Operation.SEND);
            wire.add(each);
            each = next;
        }
        return true;
    }

    @Override
    public void close() {
        if (closes()) {
            workers.post(this::giveUp);
        }
    }

    @Override
    public void abort() {
        close();
    }

    /** The connection breaks: what is posted fails here and now. */
    void lose() {
        if (closes()) {
            giveUp();
        }
    }

    /** A byte comes from the peer; it is lost when no receive is posted. */
    void arrive() {
        IoContext filled = takeReceive(false);
        if (filled != null) {
            filled.buffer().put((byte) 1);
            known().received(filled);
            returned();
        }
    }

    /** The peer ends its stream, if a receive is posted. */
    void endStream() {
        IoContext empty = takeReceive(true);
        if (empty != null) {
            known().endOfStream(empty);
            returned();
        }
    }

    /** Completes the send that waits the longest, unless one is just being completed; false then, or when none waits. */
    boolean complete() {
        IoContext first;
        synchronized (this) {
            first = completing || handler == null ? null : wire.poll();
            if (first == null) {
                return false;
            }
            completing = true;
            underWay++;
        }
        first.buffer().position(first.buffer().limit());
        known().sent(first);
        synchronized (this) {
            completing = false;
        }
        returned();
        return true;
    }

    @Nullable String wrong() {
        return wrong;
    }

    private synchronized boolean closes() {
        boolean first = !closing;
        closing = true;
        return first && handler != null;
    }

    private synchronized @Nullable IoContext takeReceive(boolean ends) {
        IoContext taken = ended || handler == null ? null : receive;
        if (taken != null) {
            receive = null;
            ended = ends;
            underWay++;
        }
        return taken;
    }

    private void giveUp() {
        Deque<IoContext> posted;
        synchronized (this) {
            posted = new ArrayDeque<>(wire);
            wire.clear();
            if (receive != null) {
                posted.add(receive);
                receive = null;
            }
            underWay++;
            givenUp = true;
        }
        posted.forEach(each -> known().failed(each, new IOException("lost")));
        returned();
    }

    private void returned() {
        synchronized (this) {
            underWay--;
            if (!givenUp || underWay > 0 || over) {
                return;
            }
            over = true;
        }
        known().closed(null);
    }

    private synchronized ConnectionHandler known() {
        ConnectionHandler started = handler;
        if (started == null) {
            throw new IllegalStateException("start comes first");
        }
        return started;
    }
}
