package io.quayside.tests.simulation;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection with books of what is posted on it: every context comes back once, and nothing after {@code closed}. It knows
 * whether anything that was to be sent was lost. Called on the thread that drives the network.
 */
final class CheckedConnection implements Connection, ConnectionHandler {
    private final Connection connection;
    private final Planted planted;
    private final Violations violations;
    private final Set<IoContext> posted = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable ConnectionHandler handler;
    private int borrowing;
    private boolean cut;
    private boolean over;
    private boolean closedHere;

    CheckedConnection(Connection connection, Planted planted, Violations violations) {
        this.connection = connection;
        this.planted = planted;
        this.violations = violations;
    }

    /** Whether it broke, or was closed before everything was sent. */
    boolean wasCut() {
        return cut;
    }

    /** Whether nothing comes of it any more: it is closed, or was turned away before anybody started it. */
    boolean isOver() {
        return over || (closedHere && handler == null);
    }

    /** How many contexts the transport holds for it. */
    int posted() {
        return posted.size() + borrowing;
    }

    /** Somebody closes the connection beneath the session. */
    void cut(boolean gently) {
        cut = true;
        closedHere = true;
        if (gently) {
            connection.close();
        } else {
            connection.abort();
        }
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
        violations.check(posted.add(context), () -> "posted twice: " + context);
        boolean taken = connection.receive(context);
        if (!taken) {
            posted.remove(context);
        }
        return taken;
    }

    @Override
    public int lends() {
        return connection.lends();
    }

    @Override
    public boolean receive() {
        borrowing++;
        boolean taken = connection.receive();
        if (!taken) {
            borrowing--;
        }
        return taken;
    }

    @Override
    public boolean send(IoContext first) {
        List<IoContext> chain = new ArrayList<>();
        for (IoContext each = first; each != null; each = each.next()) {
            chain.add(each);
            IoContext posting = each;
            violations.check(posted.add(each), () -> "posted twice: " + posting);
        }
        boolean taken = connection.send(first);
        if (!taken) {
            chain.forEach(posted::remove);
            cut = true;
        }
        return taken;
    }

    @Override
    public void shutdownOutput() {
        connection.shutdownOutput();
    }

    @Override
    public void close() {
        closedHere = true;
        connection.close();
    }

    @Override
    public void abort() {
        cut = true;
        closedHere = true;
        connection.abort();
    }

    @Override
    public void received(IoContext context) {
        completed(context);
        to().received(context);
    }

    @Override
    public void endOfStream(IoContext context) {
        completed(context);
        to().endOfStream(context);
    }

    @Override
    public void sent(IoContext context) {
        completed(context);
        to().sent(context);
    }

    @Override
    public void failed(IoContext context, Throwable cause) {
        completed(context);
        boolean wasSend = context.operation() == Operation.SEND;
        cut |= wasSend;
        if (!wasSend || planted != Planted.FAILED_SEND_LOST) {
            to().failed(context, cause);
        }
        if (wasSend && planted == Planted.FAILED_SEND_TWICE) {
            context.operation(Operation.SEND);
            to().failed(context, cause);
        }
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        violations.check(
                posted.isEmpty() && borrowing == 0,
                () -> "closed before they were completed (T2): " + posted + " and " + borrowing + " lent ones");
        violations.check(!over, () -> "closed twice: " + this);
        over = true;
        cut |= cause != null;
        to().closed(cause);
    }

    private void completed(IoContext context) {
        if (!posted.remove(context)) {
            violations.check(borrowing-- > 0, () -> "completed, and not posted (T1): " + context);
        }
        violations.check(!over, () -> "completed after closed (T2): " + context);
    }

    private ConnectionHandler to() {
        return requireNonNull(handler);
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
