package io.quayside.api.session;

import io.quayside.api.Stable;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection as a plugin sees it; called by plugins from any thread, implemented by the framework. May be kept after
 * the session has ended: it then stays closed for good, though the server uses its place again (S6).
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
public interface Session<M> {
    /** A number that no other session of this server or client had or will have. */
    long id();

    /** The address of the peer. */
    SocketAddress remoteAddress();

    /** The address on this side. */
    SocketAddress localAddress();

    /** Whether nobody has closed it yet: false from the first close on, whoever closes. */
    boolean isOpen();

    /**
     * Encodes a message and queues it for sending; never blocks, never throws for the network's reasons (S3). What one
     * thread sends arrives in that order, whole (S4). When the call returns, the message and its memory are the caller's
     * again. Sends made within a callback go to the transport together when the batch of received messages ends; at once, if
     * the callback {@linkplain io.quayside.api.plugin.Blocking may block}.
     *
     * @throws IllegalArgumentException when the message is larger than the codec's largest frame
     */
    SendResult send(M message);

    /** Bytes that wait to be taken over by the system. */
    long queuedBytes();

    /**
     * Hands over no further message until {@link #resumeReceiving}: what the peer sends stays with the system, but for what one
     * receive brings, and so the peer is slowed down (S9). Called within a callback it holds from then on; called elsewhere, a
     * message under way may still come. Tasks, {@code writable} and {@code closed} come as ever, {@code idle} doesn't; that the
     * peer has ended its stream or is gone may be noticed only when receiving goes on. A close ends it. Any number of times.
     */
    void pauseReceiving();

    /** Goes on after {@link #pauseReceiving}: what has come meanwhile is handed over, in order. Any number of times. */
    void resumeReceiving();

    /**
     * Ends the stream to the peer, after all that was taken for sending before; from now on sends answer CLOSED. Messages still
     * come, until the peer ends its stream as well (S10). The session stays open until it is closed. Returns at once; any number
     * of times.
     */
    void shutdownOutput();

    /**
     * Says that the peer has done what the protocol asks of newcomers, such as to log in: the session counts no longer among
     * the handshakes in progress, whose number an endpoint may bound. Calling it again does nothing.
     */
    void established();

    /**
     * Closes the session: no message is received or taken for sending any more; what was taken before is sent within the
     * endpoint's close time-out; then the connection is closed. Returns at once.
     */
    void close();

    /** As {@link #close()}, with a line for the operator's log. */
    void close(String detail);

    /** Closes the connection at once; what waits to be sent is dropped. */
    void abort();

    /**
     * Runs a task on a worker in session order: it overlaps with no callback of this session (S1).
     *
     * @return false when the session is closed and the task will not run; a task accepted may find the session closed, and
     *     runs before the {@code closed} callback
     */
    boolean execute(Runnable task);

    /**
     * Runs a task that may block (a database, a file) off the workers, in session order (S8): no other callback of this
     * session runs until it has ended, and nobody else waits for it.
     *
     * @return as for {@link #execute}
     */
    boolean offload(Runnable task);

    /** What the plugin keeps with this session; null at first. */
    @Nullable Object attachment();

    /** Keeps something with this session; what was kept before is forgotten. */
    void attach(@Nullable Object attachment);
}
