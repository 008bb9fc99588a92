package io.quayside.examples.proxy;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import java.nio.ByteBuffer;

/** Connects each client to the server behind it. */
final class ProxyPlugin implements Plugin<ByteBuffer> {
    private final Upstream upstream;

    ProxyPlugin(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public void start() {
        upstream.start();
    }

    /** Takes nothing from the client until there is a server, so that nothing of it has to be kept. */
    @Override
    public void opened(Session<ByteBuffer> session) {
        Tunnel tunnel = new Tunnel(session);
        session.attach(tunnel);
        session.pauseReceiving();
        upstream.connect(tunnel, failure -> session.close("no server: " + failure));
    }

    @Override
    public void message(Session<ByteBuffer> session, ByteBuffer bytes) {
        tunnel(session).frontMessage(bytes);
    }

    @Override
    public void writable(Session<ByteBuffer> session) {
        tunnel(session).frontWritable();
    }

    @Override
    public void endOfStream(Session<ByteBuffer> session) {
        tunnel(session).frontEndOfStream();
    }

    /** A client that only listens is silent, and not idle. */
    @Override
    public void idle(Session<ByteBuffer> session) {
        if (tunnel(session).wasQuiet()) {
            session.close("nothing went in either direction");
        }
    }

    @Override
    public void closed(Session<ByteBuffer> session, CloseReason reason) {
        tunnel(session).frontClosed(reason);
    }

    @Override
    public void stop() {
        upstream.close();
    }

    private static Tunnel tunnel(Session<ByteBuffer> session) {
        Tunnel tunnel = (Tunnel) session.attachment();
        if (tunnel == null) {
            throw new IllegalStateException("a session that wasn't opened here: " + session);
        }
        return tunnel;
    }
}
