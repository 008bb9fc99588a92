package io.quayside.stress.rig;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.ConnectionHandler;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose completions come when somebody says so, on that thread. It keeps the transport's laws: each post is
 * completed once, sends in order and one after the other, {@code closed} once and last (T1 to T4). Calling back happens
 * outside its lock (T7), which hands nothing from one callback to the next that another transport wouldn't. Whoever doesn't
 * keep to their side of those laws is told on in {@link #wrong}.
 */
public final class RigConnection extends Sending {
    private final RigWorkers workers;
    private final SocketAddress peer;
    private final Queue<IoContext> wire = new ArrayDeque<>();
    private @Nullable IoContext receive;
    private @Nullable ConnectionHandler handler;
    private int underWay;
    private boolean completing;
    private boolean closing;
    private boolean givenUp;
    private boolean over;
    private boolean ended;
    private volatile boolean broken;
    private volatile @Nullable String wrong;

    /** A connection with nobody in particular. */
    public RigConnection(RigWorkers workers) {
        this(workers, NOWHERE);
    }

    /** A connection with a peer, which is closed on one of the workers. */
    public RigConnection(RigWorkers workers, SocketAddress peer) {
        this.workers = workers;
        this.peer = peer;
    }

    @Override
    public SocketAddress remoteAddress() {
        return peer;
    }

    @Override
    public void start(ConnectionHandler completions) {
        synchronized (this) {
            note(handler != null, "it was started twice");
            handler = completions;
            if (!closing) {
                return;
            }
        }
        if (broken) {
            giveUp(); // before this returns, as a transport without workers does
        } else {
            workers.post(this::giveUp);
        }
    }

    @Override
    public synchronized boolean receive(IoContext context) {
        note(handler == null, "a receive before the start");
        note(receive != null, "a second receive");
        note(context.owner() == null, "a context was posted that its poster doesn't hold");
        if (closing || ended) {
            return false;
        }
        context.operation(Operation.RECEIVE);
        receive = context;
        return true;
    }

    @Override
    public synchronized boolean send(IoContext first) {
        note(handler == null, "a send before the start");
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
    public void lose() {
        broken = true;
        if (closes()) {
            giveUp();
        }
    }

    /** A message of one byte comes from the peer; it is lost when no receive is posted. */
    public void arrive() {
        arrive((byte) 1);
    }

    /** A byte comes from the peer; it is lost when no receive is posted. */
    public void arrive(byte what) {
        IoContext filled = takeReceive(false);
        if (filled != null) {
            filled.buffer().put(what);
            known().received(filled);
            returned();
        }
    }

    /** The peer ends its stream, if a receive is posted. */
    public void endStream() {
        IoContext empty = takeReceive(true);
        if (empty != null) {
            known().endOfStream(empty);
            returned();
        }
    }

    /** Completes the send that waits the longest, unless one is just being completed; false then, or when none waits. */
    public boolean complete() {
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

    /** Whether nothing more would come of a peer that sends: no receive is posted, though the stream hasn't ended. */
    public synchronized boolean isNotReceiving() {
        return receive == null && !ended && !closing;
    }

    /** Whether it is closed, and everything has been said, or nobody has started it. */
    public synchronized boolean isOver() {
        return over || (closing && handler == null);
    }

    /** Which law was broken; null when none was. */
    public @Nullable String wrong() {
        return wrong;
    }

    private void note(boolean is, String what) {
        if (is) {
            wrong = what;
        }
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
