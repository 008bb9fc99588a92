package io.quayside.transport.simulated;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The transport's side of a link.
 *
 * <pre>
 *          start              close, failure,               both directions            closed has
 *                             callback that threw           have ended                 returned
 *   NEW --------> STARTED ------------------------> CLOSING ----------------> ENDING ----------> OVER
 *    |                                                                           ^
 *    +-- close --> UNHEARD (closed, but there is nobody to tell) --- start ------+
 * </pre>
 *
 * <p>Each completion is an event of its own, and so is {@code closed}. Where calls to a connection begin and end, whatever
 * other threads do may come in between.
 *
 * <p>Guarded by the network's lock.
 */
final class SimulatedConnection implements Connection, End {
    private enum State {
        NEW,
        STARTED,
        CLOSING,
        UNHEARD,
        ENDING,
        OVER
    }

    final Simulation simulation;
    private final SimulatedTransport transport;
    private final Link link;
    private final int side;
    private final Receiving receiving;
    private final Sending sending;
    private State state = State.NEW;
    private @Nullable ConnectionHandler handler;
    private @Nullable Throwable cause;

    SimulatedConnection(SimulatedTransport transport, Link link, int side) {
        this.simulation = transport.simulation();
        this.transport = transport;
        this.link = link;
        this.side = side;
        this.receiving = new Receiving(this, link.incoming(side), transport.lender());
        this.sending = new Sending(this, link.outgoing(side));
    }

    @Override
    public SocketAddress remoteAddress() {
        return link.address(1 - side);
    }

    @Override
    public SocketAddress localAddress() {
        return link.address(side);
    }

    @Override
    public void start(ConnectionHandler completions) {
        requireNonNull(completions, "completions");
        simulation.intrude();
        synchronized (simulation.lock) {
            if (handler != null) {
                throw new IllegalStateException(this + " was started already");
            }
            handler = completions;
            transport.owes();
            if (state == State.UNHEARD) {
                ending();
            } else {
                state = State.STARTED;
            }
        }
        simulation.intrude();
    }

    @Override
    public boolean receive(IoContext context) {
        requireRemaining(context, "room");
        return post(receiving, context);
    }

    @Override
    public int lends() {
        return transport.lender().bytes();
    }

    @Override
    public boolean receive() {
        return lends() == 0 ? Connection.super.receive() : post(receiving, Lender.nothing());
    }

    @Override
    public boolean send(IoContext first) {
        for (IoContext each = first; each != null; each = each.next()) {
            requireRemaining(each, "bytes");
        }
        return post(sending, first);
    }

    @Override
    public void shutdownOutput() {
        simulation.intrude();
        synchronized (simulation.lock) {
            if (!isClosing()) {
                sending.refuse();
                endOutputIfSent();
            }
        }
        simulation.intrude();
    }

    @Override
    public void close() {
        simulation.intrude();
        synchronized (simulation.lock) {
            close(null, null, false);
        }
        simulation.intrude();
    }

    @Override
    public void abort() {
        simulation.intrude();
        synchronized (simulation.lock) {
            close(null, null, true);
        }
        simulation.intrude();
    }

    @Override
    public void readable() {
        receiving.wake();
    }

    @Override
    public void writable() {
        sending.wake();
    }

    /** What it is called in the trace. */
    String name() {
        return link.name(side);
    }

    Link link() {
        return link;
    }

    int side() {
        return side;
    }

    void breakByChance() {
        link.breakByChance();
    }

    /** Whether nothing more is carried out. */
    boolean isClosing() {
        return state != State.NEW && state != State.STARTED;
    }

    ConnectionHandler handler() {
        ConnectionHandler started = handler;
        if (started == null) {
            throw new IllegalStateException(this + " has to be started first");
        }
        return started;
    }

    /** An operation failed: that closes the connection. */
    void fail(Direction direction, Throwable why) {
        close(why, direction, false);
    }

    /** A callback threw: that closes the connection, with what was thrown as the cause (T8). */
    void threw(Throwable thrown) {
        synchronized (simulation.lock) {
            simulation.threw(name(), thrown);
            close(thrown, null, false);
        }
    }

    /** The transport closes; nobody is to come in between. */
    void closeWithTransport() {
        close(null, null, false);
    }

    /** A direction has told everything and will tell nothing more. */
    void directionEnded() {
        if (state == State.CLOSING && receiving.hasEnded() && sending.hasEnded()) {
            ending();
        }
    }

    /** The output ends as soon as everything posted is carried out, if it is to end. */
    void endOutputIfSent() {
        if (!isClosing() && sending.isRefusing() && sending.isCarriedOut()) {
            link.outgoing(side).end();
        }
    }

    private boolean post(Direction direction, IoContext chain) {
        if (handler == null) {
            throw new IllegalStateException(this + " has to be started first");
        }
        simulation.intrude();
        boolean completesNow;
        synchronized (simulation.lock) {
            if (isClosing() || !direction.post(chain)) {
                return false;
            }
            completesNow = direction.isDue() && simulation.completesInline();
            if (completesNow) {
                simulation.unschedule(direction);
            }
        }
        if (completesNow) {
            simulation.nest(direction);
        }
        simulation.intrude();
        return true;
    }

    /** Who is first says why, and which direction's own failure it is. */
    private void close(@Nullable Throwable why, @Nullable Direction failed, boolean reset) {
        if (isClosing()) {
            return;
        }
        state = state == State.NEW ? State.UNHEARD : State.CLOSING;
        cause = why;
        if (reset) {
            link.resetBy(side);
        } else {
            link.close(side);
        }
        receiving.close(failed == receiving ? why : null);
        sending.close(failed == sending ? why : null);
        if (state == State.UNHEARD) {
            transport.forget(this);
        }
    }

    private void ending() {
        state = State.ENDING;
        simulation.soon(new Closed());
    }

    private static void requireRemaining(IoContext context, String what) {
        if (!context.buffer().hasRemaining()) {
            throw new IllegalArgumentException("there are no " + what + " between position and limit of " + context);
        }
    }

    @Override
    public String toString() {
        return "connection " + name() + ", " + Addresses.text(localAddress()) + " to "
                + Addresses.text(remoteAddress());
    }

    /** The last event. */
    private final class Closed extends Event {
        @Override
        boolean isWorkers() {
            return true;
        }

        @Override
        void happen() {
            simulation.note(name(), cause == null ? "closed" : "closed by a failure");
            try {
                handler().closed(cause);
            } catch (Throwable t) {
                threw(t);
            }
            synchronized (simulation.lock) {
                state = State.OVER;
                transport.over(SimulatedConnection.this);
            }
        }
    }
}
