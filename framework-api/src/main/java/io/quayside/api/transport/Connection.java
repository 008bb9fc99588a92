package io.quayside.api.transport;

import io.quayside.api.Open;
import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import java.net.SocketAddress;

/**
 * The transport's side of one socket; implemented by transport authors, called by the session layer from any thread.
 *
 * <p>Commands go down through this interface, events come up through the {@link ConnectionHandler} given to
 * {@link #start}. A post returns at once; its completion may be called back before the post has returned, on this thread
 * or on another.
 *
 * @since 0.1
 */
@Stable
public interface Connection {
    /** The address of the peer; the same after the connection is closed. */
    SocketAddress remoteAddress();

    /** The address on this side; the same after the connection is closed. */
    SocketAddress localAddress();

    /**
     * Says who gets this connection's completions; called exactly once, before the first post, by whoever was handed the
     * connection. A connection closed before this call delivers {@code closed} to the handler too (T2), on a worker.
     */
    void start(ConnectionHandler handler);

    /**
     * Posts a context to be filled. The transport sets its operation and sequence number and holds it until the
     * completion.
     *
     * @param context has room between position and limit; on false the caller still holds it
     * @return false when the connection is closed, or its stream has ended: nothing was posted, and nothing will complete
     */
    boolean receive(IoContext context);

    /** The most bytes that a lent context may hold: what stands in one always fits into one of a pool. */
    @Open
    int MOST_LENT = 8 << 10;

    /**
     * How many bytes a context holds that the transport lends for a receive, at most {@link #MOST_LENT}; 0 where it lends none,
     * as unless overridden. The same for the connection's whole life.
     */
    @Open
    default int lends() {
        return 0;
    }

    /**
     * Posts a receive without a context: only when bytes have come, the transport lends one of its own, filled from position
     * 0, and completes the receive with it as with any other. Whoever waits for bytes holds no memory meanwhile.
     *
     * <p>When nothing came (end of stream, failure), the context that is handed over has no room: its capacity is 0. Whoever
     * is handed a lent context holds it like any other, and releases it from any thread, at any time, also when connection
     * and transport are closed. A second release is refused (P2), and the next who is lent it finds it clean (P4).
     *
     * <p>A context is lent for a moment: the transport has only so many, and while all are out, receives posted in this way
     * wait, on all its connections, first come first served. Who can't use the bytes up soon moves them to a context of the
     * pool.
     *
     * @return as {@link #receive(IoContext)}, with which it shares order (T3) and sequence numbers
     * @throws UnsupportedOperationException where {@link #lends()} is 0
     */
    @Open
    default boolean receive() {
        throw new UnsupportedOperationException(
                "this transport lends no contexts, as lends() says: post one of the pool with receive(IoContext)");
    }

    /**
     * Posts contexts to be sent, in the order of their chain and behind what was posted before (T4), together where the
     * system can (a gathering write). One thread at a time; the session layer sees to that.
     *
     * @param first has, like each context chained behind it by {@link IoContext#next()}, bytes between position and limit.
     *     On true the chain is the transport's, and the contexts come back one by one, unchained. On false the caller still
     *     holds all of them, chained as they were
     * @return false when the connection is closed or its output shut down: nothing was posted, and nothing will complete
     */
    boolean send(IoContext first);

    /** Ends the outgoing stream when what was posted has been sent (T6). From any thread, any number of times. */
    void shutdownOutput();

    /**
     * Closes the connection now: what is posted completes, as failed unless it was done already, then {@code closed} comes
     * (T1, T2, T5). Bytes that the system has taken over are still on their way.
     */
    void close();

    /** As {@link #close()}, but the peer is sent a reset where the transport can, and nothing lingers in the system. */
    void abort();
}
