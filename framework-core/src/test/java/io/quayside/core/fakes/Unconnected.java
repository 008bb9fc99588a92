package io.quayside.core.fakes;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A connection to nobody, which takes nothing; for tests to change one thing about. */
public class Unconnected implements Connection {
    private static final SocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    @Override
    public SocketAddress remoteAddress() {
        return NOWHERE;
    }

    @Override
    public SocketAddress localAddress() {
        return NOWHERE;
    }

    @Override
    public void start(ConnectionHandler handler) {}

    @Override
    public boolean receive(IoContext context) {
        return false;
    }

    @Override
    public boolean send(IoContext first) {
        return false;
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public void close() {}

    @Override
    public void abort() {}
}
