package io.quayside.transport.nio2;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/** One address, bound by as many sockets as the settings say, each with an acceptor. */
final class Nio2Listener implements Listener {
    private final Nio2Transport transport;
    private final SocketAddress address;
    private final List<Acceptor> acceptors;

    private Nio2Listener(Nio2Transport transport, SocketAddress address, List<Acceptor> acceptors) {
        this.transport = transport;
        this.address = address;
        this.acceptors = acceptors;
    }

    /** Binds without accepting yet. Where port 0 is asked for, the first socket picks the port, and the others join it. */
    static Nio2Listener bind(
            Nio2Transport transport, Nio2Settings settings, InetSocketAddress wanted, AcceptHandler handler)
            throws IOException {
        List<Acceptor> acceptors = new ArrayList<>();
        SocketAddress bound = wanted;
        try {
            for (int i = 0; i < settings.listeners(); i++) {
                AsynchronousServerSocketChannel channel = transport.openServer();
                acceptors.add(new Acceptor(transport, channel, handler));
                bound = channel.bind(bound, settings.backlog()).getLocalAddress();
            }
        } catch (IOException | RuntimeException e) {
            acceptors.forEach(Acceptor::close);
            throw e;
        }
        return new Nio2Listener(transport, bound, List.copyOf(acceptors));
    }

    /** Accepts from now on. */
    void accept() {
        acceptors.forEach(Acceptor::accept);
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        acceptors.forEach(Acceptor::close);
        transport.forget(this);
    }

    @Override
    public String toString() {
        return "listener at " + address;
    }
}
