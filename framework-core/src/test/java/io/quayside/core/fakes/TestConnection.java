package io.quayside.core.fakes;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection in memory; its other end is a {@link Peer}, in the hands of the test.
 *
 * <p><b>Concurrency.</b> Everything that can change is guarded by {@code lock}. Callbacks wait in lanes, one for each
 * direction and one for {@code closed}, and run outside the lock. While the transport completes {@linkplain
 * TestTransport#completesInline inline}, what can be done at once is called back before the post returns.
 *
 * <p>What the session layer may not do (post twice, send from two threads at once, post what has no room) is noted with the
 * transport, as a {@linkplain TestTransport#violations violation}.
 */
public final class TestConnection implements Connection {
    private final TestTransport transport;
    private final SocketAddress local;
    private final SocketAddress remote;
    private final Lane receiving;
    private final Lane sending;
    private final Lane ending;
    private final AtomicBoolean inSend = new AtomicBoolean();

    private final Object lock = new Object();
    private final Inbound inbound = new Inbound();
    private final Outbound outbound = new Outbound();
    private final Set<IoContext> held = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable ConnectionHandler handler;
    private @Nullable Runnable startHook;
    private @Nullable Throwable cause;
    private int underWay;
    private boolean closing;
    private boolean aborted;
    private boolean over;

    TestConnection(TestTransport transport, Workers workers, SocketAddress local, SocketAddress remote) {
        this.transport = transport;
        this.local = local;
        this.remote = remote;
        this.receiving = new Lane(workers);
        this.sending = new Lane(workers);
        this.ending = new Lane(workers);
    }

    /** The other end. */
    public Peer peer() {
        return new Peer(this);
    }

    /** Runs within the start, when the handler is known already: something that happens just then. */
    public void whenStarted(Runnable hook) {
        startHook = hook;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    @Override
    public void start(ConnectionHandler completions) {
        synchronized (lock) {
            require(handler == null, "started twice");
            handler = completions;
            closeWhenDone();
        }
        ending.start(false);
        Runnable hook = startHook;
        if (hook != null) {
            hook.run();
        }
    }

    @Override
    public boolean receive(IoContext context) {
        synchronized (lock) {
            require(handler != null, "a receive before the start");
            require(context.buffer().hasRemaining(), "a receive without room");
            if (closing || !inbound.accepts()) {
                return false;
            }
            take(context);
            inbound.post(context);
            complete();
        }
        receiving.start(transport.isInline());
        return true;
    }

    @Override
    public boolean send(IoContext first) {
        require(inSend.compareAndSet(false, true), "two sends at once");
        try {
            synchronized (lock) {
                require(handler != null, "a send before the start");
                if (closing || !outbound.accepts()) {
                    return false;
                }
                for (IoContext each = first; each != null; each = each.next()) {
                    require(each.buffer().hasRemaining(), "a send without bytes");
                    take(each);
                }
                outbound.post(first);
                complete();
            }
            sending.start(transport.isInline());
            return true;
        } finally {
            inSend.set(false);
        }
    }

    @Override
    public void shutdownOutput() {
        synchronized (lock) {
            outbound.shut();
        }
    }

    @Override
    public void close() {
        end(null, false);
    }

    @Override
    public void abort() {
        end(null, true);
    }

    /** Does something to either direction, as the peer or the network, and lets complete what can. */
    void change(Runnable change) {
        synchronized (lock) {
            change.run();
            complete();
        }
        receiving.start(false);
        sending.start(false);
    }

    /** Looks at both directions as they are at this moment. */
    <T> T look(Look<T> look) {
        synchronized (lock) {
            return look.at(inbound, outbound);
        }
    }

    /** Reads something off the two directions. */
    @FunctionalInterface
    interface Look<T> {
        T at(Inbound inbound, Outbound outbound);
    }

    Inbound inbound() {
        return inbound;
    }

    Outbound outbound() {
        return outbound;
    }

    /** Whether this side has closed, with or without a cause. */
    boolean isClosed() {
        synchronized (lock) {
            return closing;
        }
    }

    boolean isAborted() {
        synchronized (lock) {
            return aborted;
        }
    }

    /** Whether {@code closed} was delivered. */
    boolean isOver() {
        synchronized (lock) {
            return over;
        }
    }

    /** Breaks or closes the connection: what is posted fails, then {@code closed} comes (T1, T2). */
    void end(@Nullable Throwable why, boolean abort) {
        synchronized (lock) {
            if (closing) {
                return;
            }
            closing = true;
            if (handler == null) {
                transport.ended(this); // as far as anybody waits for it
            }
            aborted = abort;
            cause = why;
            Throwable reason = why == null ? new java.nio.channels.AsynchronousCloseException() : why;
            inbound.giveUp().forEach(context -> completed(receiving, context, to -> to.failed(context, reason)));
            outbound.giveUp().forEach(context -> completed(sending, context, to -> to.failed(context, reason)));
            closeWhenDone();
        }
        receiving.start(false);
        sending.start(false);
        ending.start(false);
    }

    /** Under the lock: what can be completed now, in the order posted (T3, T4). */
    private void complete() {
        if (closing) {
            return;
        }
        for (IoContext filled = inbound.filled(); filled != null; filled = inbound.filled()) {
            IoContext context = filled;
            completed(receiving, context, to -> to.received(context));
        }
        IoContext last = inbound.ended();
        if (last != null) {
            completed(receiving, last, to -> to.endOfStream(last));
        }
        for (IoContext sent = outbound.sent(); sent != null; sent = outbound.sent()) {
            IoContext context = sent;
            completed(sending, context, to -> to.sent(context));
        }
    }

    private void completed(Lane lane, IoContext context, Consumer<ConnectionHandler> callback) {
        ConnectionHandler to = requireNonNull(handler);
        lane.add(() -> {
            synchronized (lock) {
                held.remove(context);
            }
            try {
                callback.accept(to);
            } catch (Throwable t) {
                transport.note(this + ": a callback threw " + t);
                end(t, false); // T8
            } finally {
                returned();
            }
        });
    }

    private void returned() {
        synchronized (lock) {
            underWay--;
            closeWhenDone();
        }
        ending.start(false);
    }

    /** Under the lock: {@code closed} comes when the last completion has returned, once (T2). */
    private void closeWhenDone() {
        ConnectionHandler to = handler;
        if (!closing || over || underWay > 0 || to == null) {
            return;
        }
        over = true;
        Throwable why = cause;
        ending.add(() -> {
            try {
                to.closed(why);
            } catch (Throwable t) {
                transport.note(this + ": closed threw " + t);
            } finally {
                transport.ended(this);
            }
        });
    }

    private void take(IoContext context) {
        require(held.add(context), "a context posted that is posted already");
        underWay++;
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            transport.note(this + ": " + violation);
            throw new IllegalStateException(violation);
        }
    }

    @Override
    public String toString() {
        return "connection of " + remote;
    }
}
