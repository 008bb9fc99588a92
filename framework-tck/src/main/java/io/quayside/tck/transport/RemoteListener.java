package io.quayside.tck.transport;

import io.quayside.api.Stable;
import java.io.IOException;
import java.net.SocketAddress;

/**
 * Somebody outside of a transport who can be connected to; implemented by transport authors.
 *
 * @since 0.1
 */
@Stable
public interface RemoteListener extends AutoCloseable {
    /** Where. */
    SocketAddress address();

    /**
     * The next peer that was connected to; lets the transport work while waiting for it.
     *
     * @throws IOException when none came for as long as the harness is patient
     */
    RemotePeer accept() throws IOException;

    /** Gives the address up; any number of times. */
    @Override
    void close();
}
