package io.quayside.transport.uring;

import io.quayside.api.transport.ConnectHandler;
import io.quayside.transport.uring.ring.Errno;
import io.quayside.transport.uring.ring.SocketName;
import io.quayside.transport.uring.ring.Sockets;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * One connect under way, on the worker that will have the connection. It begins as an errand there, so that no outcome is
 * told within the caller's connect, and it ends there, exactly once.
 */
final class ConnectAttempt extends Resident {
    private static final Logger LOGGER = System.getLogger(ConnectAttempt.class.getName());
    private static final int CONNECTED = 1;
    private static final int CANCELLED = 2;
    private static final int NONE = -1;

    private final SocketAddress address;
    private final ConnectHandler handler;
    private final Arena arena = Arena.ofConfined();
    private int socket = NONE;
    private int pending;
    private int result;

    /** On the worker. */
    ConnectAttempt(Worker worker, SocketAddress address, ConnectHandler handler) {
        super(worker);
        this.address = address;
        this.handler = handler;
    }

    /** Posts the connect. */
    void begin() {
        worker().slots().add(this);
        try {
            UringTransport transport = worker().transport();
            if (transport.isClosed()) {
                throw transport.closedException();
            }
            InetSocketAddress usable = AddressFailure.requireUsable(address);
            socket = Sockets.open(usable.getAddress());
            SocketOptions.ofConnecting(socket, transport.settings());
            SocketName name = new SocketName(arena);
            name.set(usable);
            worker().operations().connect(socket, name, data(CONNECTED));
            pending++;
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    @Override
    void completed(int kind, int outcome, int flags) {
        if (kind == CONNECTED) {
            result = outcome;
        }
        if (--pending == 0) {
            if (result < 0) {
                end(Errno.exception(-result));
            } else {
                connected();
            }
        }
    }

    @Override
    void attend() {}

    @Override
    void transportCloses() {
        worker().operations().cancel(data(CONNECTED), data(CANCELLED));
        pending++;
    }

    private void connected() {
        try {
            InetSocketAddress local = Sockets.localName(socket, worker().scratchName());
            leave();
            worker().transport().handOver(worker(), socket, local, address, "connected", handler::connected);
        } catch (IOException e) {
            end(e);
            return;
        }
        worker().transport().settle();
    }

    private void end(Exception cause) {
        leave();
        worker().addLoad(-1);
        if (socket != NONE) {
            Sockets.close(socket);
        }
        UringTransport transport = worker().transport();
        tell(handler, address, transport.isClosed() ? transport.closedException() : cause);
        transport.settle();
    }

    private void leave() {
        worker().slots().remove(this);
        arena.close();
    }

    /** Tells the handler that there will be no connection. */
    static void tell(ConnectHandler handler, SocketAddress address, Throwable cause) {
        try {
            handler.connectFailed(AddressFailure.connecting(address, cause));
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, "Callback connectFailed threw", t);
        }
    }

    @Override
    public String toString() {
        return "connect to " + address;
    }
}
