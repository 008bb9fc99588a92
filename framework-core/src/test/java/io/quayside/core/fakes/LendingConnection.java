package io.quayside.core.fakes;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that lends, over one that doesn't: for a receive without a context it posts one of its {@link Loans}, as soon as
 * there is one. For a session layer that posts one receive at a time.
 *
 * <p>What can change is guarded by its own lock, under which nobody is called.
 */
final class LendingConnection implements Connection, ConnectionHandler {
    private final Connection connection;
    private final Loans loans;
    private final Consumer<IoContext> taker;
    private @Nullable ConnectionHandler handler;
    private boolean waiting;
    private boolean lending;
    private boolean over;
    private boolean told;
    private @Nullable Throwable overBecause;

    LendingConnection(Connection connection, Loans loans, Consumer<Runnable> worker) {
        this.connection = connection;
        this.loans = loans;
        this.taker = lent -> worker.accept(() -> lend(lent));
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
    public void start(ConnectionHandler completions) {
        handler = completions;
        connection.start(this);
    }

    @Override
    public boolean receive(IoContext context) {
        return connection.receive(context);
    }

    @Override
    public int lends() {
        return loans.bytes();
    }

    @Override
    public boolean receive() {
        synchronized (this) {
            if (over) {
                return false;
            }
            waiting = true;
        }
        IoContext lent = loans.borrow(taker);
        boolean isWanted;
        synchronized (this) {
            isWanted = waiting; // or else closed came meanwhile, and has told that this failed
            waiting = isWanted && lent == null;
        }
        if (!isWanted) {
            loans.forget(taker);
        }
        if (lent == null) {
            return true;
        }
        boolean posted = isWanted && connection.receive(lent);
        if (!posted) {
            lent.release();
        }
        return posted || !isWanted;
    }

    /** A context for the receive that waits; on a worker, since whoever released it may be in the middle of something. */
    private void lend(IoContext lent) {
        boolean isWanted;
        synchronized (this) {
            isWanted = waiting;
            lending = isWanted;
            waiting = false;
        }
        boolean posted = isWanted && connection.receive(lent);
        if (!posted) {
            lent.release();
        }
        boolean closes;
        synchronized (this) {
            waiting |= isWanted && !posted; // if it is posted, it may have completed, and the next be waiting already
            lending = false;
            closes = over;
        }
        if (closes) {
            tellClosed();
        }
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

    @Override
    public void received(IoContext context) {
        context.used(context.buffer().position());
        to().received(context);
    }

    @Override
    public void endOfStream(IoContext context) {
        to().endOfStream(unlessLent(context));
    }

    @Override
    public void sent(IoContext context) {
        to().sent(context);
    }

    @Override
    public void failed(IoContext context, Throwable cause) {
        to().failed(unlessLent(context), cause);
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        synchronized (this) {
            over = true;
            overBecause = cause;
            if (lending) {
                return; // who lends tells
            }
        }
        tellClosed();
    }

    private void tellClosed() {
        boolean fails;
        synchronized (this) {
            if (told) {
                return;
            }
            told = true;
            fails = waiting;
            waiting = false;
        }
        loans.forget(taker);
        if (fails) {
            to().failed(nothing(), new AsynchronousCloseException());
        }
        to().closed(overBecause);
    }

    private IoContext unlessLent(IoContext context) {
        if (!context.toString().contains(loans.toString())) {
            return context;
        }
        context.used(0);
        context.release();
        return nothing();
    }

    private static IoContext nothing() {
        AtomicBoolean released = new AtomicBoolean();
        IoContext made = new IoContext(
                context -> {
                    if (released.getAndSet(true)) {
                        throw new IllegalStateException("released already");
                    }
                },
                -1,
                ByteBuffer.allocate(0));
        made.operation(Operation.RECEIVE);
        return made;
    }

    private ConnectionHandler to() {
        return requireNonNull(handler);
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
