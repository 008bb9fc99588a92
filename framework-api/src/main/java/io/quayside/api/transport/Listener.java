package io.quayside.api.transport;

import io.quayside.api.Stable;
import java.net.SocketAddress;

/**
 * A bound address that connections are accepted at; implemented by transport authors.
 *
 * @since 0.1
 */
@Stable
public interface Listener extends AutoCloseable {
    /** The address bound, with the port that the system picked if 0 was asked for. */
    SocketAddress address();

    /**
     * Stops accepting and gives the address up; connections accepted before are not touched. From any thread, any number
     * of times. A connection that is just being accepted may still be handed over.
     */
    @Override
    void close();
}
