package io.quayside.api.transport;

import io.quayside.api.Stable;
import java.io.IOException;
import java.net.SocketAddress;

/**
 * Carries out posted operations and hands back their completions on its workers; implemented by transport authors, called
 * by the framework from any thread.
 *
 * <p>The laws, whose numbers the other types of this package refer to:
 *
 * <ul>
 *   <li>T1: every context posted is completed exactly once: received, sent, or failed.
 *   <li>T2: {@code closed} comes exactly once for each started connection, after its last completion has returned; nothing
 *       comes after it.
 *   <li>T3: receives complete in stream order. Sequence numbers show it, also with several receives in flight.
 *   <li>T4: sends complete in the order posted; a partial write is carried on by the transport, and seen by nobody.
 *   <li>T5: close may be called from any thread, callback included, at any time, any number of times; it never blocks.
 *   <li>T6: end of stream is told apart from failure; after it, what was posted can still be sent (half-close).
 *   <li>T7: no callback runs under a lock of the transport; any callback may call any method.
 *   <li>T8: a callback that throws closes its connection, with that cause, and nothing else; workers survive.
 *   <li>T9: after the transport's close returns, no thread, descriptor or context of its own is left.
 *   <li>T10: accepting goes on after a failed accept (descriptors exhausted, peer gone); it backs off, it doesn't spin.
 *   <li>T11: a posted task runs exactly once on a worker, or is refused; a blocked worker doesn't stop the others.
 *   <li>T12: what cannot be bound or connected fails with a message that names the address and the reason.
 * </ul>
 *
 * @since 0.1
 */
@Stable
public interface Transport extends AutoCloseable {
    /** The number of workers. */
    int workers();

    /**
     * Binds an address and accepts connections from now on, until the listener or the transport is closed. Accepting is
     * re-armed before the handler sees a connection (T10).
     *
     * @throws IOException when it cannot be bound, naming the address and the reason (T12)
     */
    Listener listen(SocketAddress address, AcceptHandler handler) throws IOException;

    /**
     * Connects; returns at once. The handler is told on a worker, exactly once, unless the transport is closed, in which
     * case it is told of that.
     */
    void connect(SocketAddress address, ConnectHandler handler);

    /**
     * Runs a task on a worker, soon, after this call has returned or beside it, never within it (T11).
     *
     * @return false when the transport is closed: the task is refused and will not run
     */
    boolean post(Runnable task);

    /**
     * Closes listeners and connections, delivers what is still to be delivered (T1, T2), and waits for the workers to end
     * (T9). Not to be called from a worker. Calling it again does nothing.
     */
    @Override
    void close();
}
