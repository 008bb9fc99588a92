package io.quayside.examples.proxy;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A client's session and the one to the server that belongs to it: kept with the first, and the handler of the second. What is
 * called {@code front} happens at the client's side.
 *
 * <p>Concurrency: the callbacks of the two sessions run at the same time. What both look at is volatile; each writes what it has
 * to say before it reads what the other says, so that of two things at one moment at least one is seen.
 */
final class Tunnel implements SessionHandler<ByteBuffer> {
    private final Session<ByteBuffer> front;
    private final Relay forward = new Relay();
    private final Relay backward = new Relay();
    private volatile @Nullable Session<ByteBuffer> back;
    private volatile boolean frontAtEnd;
    private volatile boolean backAtEnd;
    private volatile boolean moved;

    Tunnel(Session<ByteBuffer> front) {
        this.front = front;
    }

    // ---- the client's side

    /** Bytes from the client. None come before there is a server. */
    void frontMessage(ByteBuffer bytes) {
        Session<ByteBuffer> server = back;
        if (server != null) {
            moved = true;
            forward.pass(front, server, bytes);
        }
    }

    /** The client has read, and there is room for more. */
    void frontWritable() {
        Session<ByteBuffer> server = back;
        if (server != null) {
            backward.writable(server);
        }
    }

    /** The client says no more. The server is told, and may go on for as long as it likes. */
    void frontEndOfStream() {
        frontAtEnd = true;
        Session<ByteBuffer> server = back;
        if (server != null) {
            server.shutdownOutput();
        }
        closeAtBothEnds();
    }

    void frontClosed(CloseReason reason) {
        Session<ByteBuffer> server = back;
        if (server != null) {
            Relay.end(server, reason);
        }
    }

    /** Whether nothing went in either direction since the last time it was asked. */
    boolean wasQuiet() {
        boolean quiet = !moved;
        moved = false;
        return quiet;
    }

    // ---- the server's side

    /** There is a server; perhaps nobody waits for it any more. */
    @Override
    public void opened(Session<ByteBuffer> session) {
        back = session;
        if (!front.isOpen()) {
            session.abort();
        }
        if (frontAtEnd) {
            session.shutdownOutput();
        }
        front.resumeReceiving();
    }

    @Override
    public void message(Session<ByteBuffer> session, ByteBuffer bytes) {
        moved = true;
        backward.pass(session, front, bytes);
    }

    @Override
    public void writable(Session<ByteBuffer> session) {
        forward.writable(front);
    }

    @Override
    public void endOfStream(Session<ByteBuffer> session) {
        backAtEnd = true;
        front.shutdownOutput();
        closeAtBothEnds();
    }

    /** The client's session says when a connection is idle. */
    @Override
    public void idle(Session<ByteBuffer> session) {}

    @Override
    public void closed(Session<ByteBuffer> session, CloseReason reason) {
        Relay.end(front, reason);
    }

    private void closeAtBothEnds() {
        if (frontAtEnd && backAtEnd) {
            front.close("both sides have ended"); // which ends the other too
        }
    }
}
