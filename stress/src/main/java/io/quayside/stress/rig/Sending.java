package io.quayside.stress.rig;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The half of a connection that a send queue uses, to be filled in; the other half is nobody's. */
public abstract class Sending implements Connection {
    static final SocketAddress NOWHERE = InetSocketAddress.createUnresolved("nowhere", 1);

    @Override
    public SocketAddress remoteAddress() {
        return NOWHERE;
    }

    @Override
    public SocketAddress localAddress() {
        return NOWHERE;
    }

    @Override
    public void start(ConnectionHandler handler) {
        throw new UnsupportedOperationException("it needs no start");
    }

    @Override
    public boolean receive(IoContext context) {
        throw new UnsupportedOperationException("it only sends");
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public void close() {}

    @Override
    public void abort() {}
}
