package io.quayside.transport.uring;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** One address, bound by as many sockets as the settings say. */
final class UringListener implements Listener {
    private final UringTransport transport;
    private final SocketAddress address;
    private final List<ListeningSocket> sockets;

    private UringListener(UringTransport transport, SocketAddress address, List<ListeningSocket> sockets) {
        this.transport = transport;
        this.address = address;
        this.sockets = sockets;
    }

    /** Binds without accepting yet. Where port 0 is asked for, the first socket picks the port, and the others join it. */
    static UringListener bind(
            UringTransport transport, UringSettings settings, InetSocketAddress wanted, AcceptHandler handler)
            throws IOException {
        List<ListeningSocket> sockets = new ArrayList<>();
        InetSocketAddress bound = wanted;
        try {
            for (int i = 0; i < settings.listeners(); i++) {
                ListeningSocket socket = ListeningSocket.bind(settings, bound, handler);
                sockets.add(socket);
                bound = socket.address();
            }
        } catch (IOException | RuntimeException e) {
            sockets.forEach(ListeningSocket::discard);
            throw e;
        }
        return new UringListener(transport, bound, List.copyOf(sockets));
    }

    /** Accepts from now on, on these workers. */
    void accept(List<Worker> workers) {
        sockets.forEach(socket -> socket.accept(workers));
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        sockets.forEach(ListeningSocket::close);
        transport.forget(this);
    }

    @Override
    public String toString() {
        return "listener at " + address;
    }
}
