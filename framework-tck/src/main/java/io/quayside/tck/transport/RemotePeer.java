package io.quayside.tck.transport;

import io.quayside.api.Stable;
import java.io.IOException;
import java.net.SocketAddress;

/**
 * The other end of a transport's connection, outside of the transport; implemented by transport authors, called by one
 * thread at a time.
 *
 * <p>It takes bytes only when asked to: until then what is sent to it stays in its receive buffer, and when that is full, with
 * the sender. Methods that wait let the transport work meanwhile, and throw an {@link IOException} when what they wait for
 * takes longer than the harness's patience.
 *
 * @since 0.1
 */
@Stable
public interface RemotePeer extends AutoCloseable {
    /** Its own address: what the transport has as the connection's remote address. */
    SocketAddress address();

    /**
     * Writes all of it, waiting while the transport doesn't receive it and what is in between is full.
     *
     * @throws IOException when the connection is gone
     */
    void write(byte[] bytes) throws IOException;

    /**
     * Waits for so many bytes and takes them.
     *
     * @throws IOException when the stream ends or is reset before
     */
    byte[] read(int count) throws IOException;

    /** How many bytes have come at the least and weren't taken yet; doesn't wait. */
    int available() throws IOException;

    /** Whether the other side has ended its stream in order, and everything before the end was taken; hardly waits. */
    boolean sawEnd();

    /** Whether the connection was reset by the other side; hardly waits. */
    boolean sawReset();

    /** Ends its own stream in order, and goes on reading. */
    void shutdownOutput() throws IOException;

    /** Ends the connection with a reset, for both directions. */
    void reset();

    /** Ends the connection in both directions, in order if nothing is left to be taken; any number of times. */
    @Override
    void close();
}
