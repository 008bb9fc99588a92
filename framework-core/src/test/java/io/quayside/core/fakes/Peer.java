package io.quayside.core.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** The far end of a {@link TestConnection}: what the test does to the server's session, and what it sees of it. */
public final class Peer {
    private final TestConnection connection;

    Peer(TestConnection connection) {
        this.connection = connection;
    }

    /** Sends a chunk, which arrives by itself: not together with another. */
    public void send(String text) {
        send(text.getBytes(UTF_8));
    }

    /** As {@link #send(String)}. */
    public void send(byte[] chunk) {
        connection.change(() -> connection.inbound().arrive(chunk));
    }

    /** Ends its stream; what the server sends is still taken. */
    public void end() {
        connection.change(connection.inbound()::end);
    }

    /** Breaks the connection. */
    public void reset() {
        connection.end(new IOException("Connection reset by peer"), false);
    }

    /** Takes so many bytes more and no others, until told again. */
    public void takes(long bytes) {
        connection.change(() -> connection.outbound().willTake(bytes));
    }

    /** Takes whatever comes. */
    public void takesAll() {
        takes(Long.MAX_VALUE);
    }

    /** What came since it was asked last. */
    public String read() {
        return connection.look((in, out) -> out.read());
    }

    /** Whether the server has ended its stream, and all before that has come. */
    public boolean sawEnd() {
        return connection.look((in, out) -> out.ended());
    }

    /** Whether the server has closed the connection. */
    public boolean sawClose() {
        return connection.isClosed();
    }

    /** Whether the server has reset the connection. */
    public boolean sawReset() {
        return connection.isAborted();
    }

    /** Bytes sent that the server has posted no receive for. */
    public int unread() {
        return connection.look((in, out) -> in.unread());
    }

    /** Receives that the server has posted and that wait for bytes. */
    public int postedReceives() {
        return connection.look((in, out) -> in.posted());
    }

    /** How many contexts the server posted together, post by post. */
    public List<Integer> batches() {
        return connection.look((in, out) -> out.batches());
    }
}
