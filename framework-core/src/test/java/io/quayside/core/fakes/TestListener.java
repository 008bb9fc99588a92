package io.quayside.core.fakes;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Listener;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A bound address of a {@link TestTransport}. */
final class TestListener implements Listener {
    private final TestTransport transport;
    private final InetSocketAddress address;
    private final AcceptHandler handler;

    TestListener(TestTransport transport, InetSocketAddress address, AcceptHandler handler) {
        this.transport = transport;
        this.address = address;
        this.handler = handler;
    }

    AcceptHandler handler() {
        return handler;
    }

    int port() {
        return address.getPort();
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        transport.closed(this);
    }
}
