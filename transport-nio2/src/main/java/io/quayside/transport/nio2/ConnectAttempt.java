package io.quayside.transport.nio2;

import static java.util.Objects.requireNonNull;

import io.quayside.api.transport.ConnectHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * One connect under way. It begins on a worker, as a task of its own, so that no outcome is told within the caller's
 * connect; and it ends on a worker, exactly once: told by the channel, or in {@link #begin} when it doesn't get that far.
 *
 * <p><b>Concurrency.</b> Whoever closes the transport closes the channel of each attempt, and {@link #begin} looks for a
 * closed transport once the channel is set: one of the two sees the other.
 */
final class ConnectAttempt implements CompletionHandler<Void, Void> {
    private static final Logger LOGGER = System.getLogger(ConnectAttempt.class.getName());

    private final Nio2Transport transport;
    private final SocketAddress address;
    private final ConnectHandler handler;
    private volatile @Nullable AsynchronousSocketChannel channel;

    ConnectAttempt(Nio2Transport transport, SocketAddress address, ConnectHandler handler) {
        this.transport = transport;
        this.address = address;
        this.handler = handler;
    }

    /** Posts the connect; on a worker. */
    void begin() {
        try {
            InetSocketAddress usable = AddressFailure.requireUsable(address);
            AsynchronousSocketChannel opened = transport.openClient();
            channel = opened;
            if (transport.isClosed()) {
                throw transport.closedException();
            }
            opened.connect(usable, null, this);
        } catch (IOException | RuntimeException e) {
            failed(e, null);
        }
    }

    @Override
    public void completed(Void nothing, Void none) {
        try {
            transport.handOver(requireNonNull(channel), "connected", handler::connected);
        } catch (IOException e) {
            fail(e);
        } finally {
            transport.forget(this);
        }
    }

    @Override
    public void failed(Throwable cause, Void none) {
        try {
            fail(cause);
        } finally {
            transport.forget(this);
        }
    }

    private void fail(Throwable cause) {
        close();
        tell(transport.isClosed() ? transport.closedException() : cause);
    }

    /** Gives up; the outcome is a failure unless it is there already. */
    void close() {
        AsynchronousSocketChannel opened = channel;
        if (opened != null) {
            Nio2Transport.closeChannel(opened);
        }
    }

    /** Tells the handler that there will be no connection. */
    void tell(Throwable cause) {
        try {
            handler.connectFailed(AddressFailure.connecting(address, cause));
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, "Callback connectFailed threw", t);
        }
    }
}
