package io.quayside.tck.transport;

import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The world that a contract puts a transport in: opens it, and plays whoever is at the other end of its connections;
 * implemented by transport authors, or {@link RealSockets} for those that use the system's sockets.
 *
 * <p>Made anew for each rule, and closed after it. Where {@link Capability#THREADS} is missing, calls come from one thread at
 * a time, though not always the same, and the transport works only while the contract is in {@link #await}, in a method of
 * this interface or of a peer's that waits, or in the transport's close.
 *
 * @since 0.1
 */
@Stable
public interface TransportHarness extends AutoCloseable {
    /** What can be relied upon; always the same. */
    Set<Capability> capabilities();

    /** A transport of its own, which is closed with this harness if it wasn't before. */
    Transport open(Settings settings);

    /** An address to listen at, whose port the transport picks. */
    SocketAddress anyAddress();

    /** An address of the same kind that nobody listens at. */
    SocketAddress unreachable();

    /**
     * A peer from outside of the transport, connected to an address that it listens at; lets the transport work while
     * waiting for that.
     *
     * @throws IOException when nobody listens there
     */
    RemotePeer connect(SocketAddress listening) throws IOException;

    /** As {@link #connect(SocketAddress)}, with a receive buffer of about so many bytes, if that can be chosen. */
    default RemotePeer connect(SocketAddress listening, int receiveBuffer) throws IOException {
        return connect(listening);
    }

    /** Somebody outside of the transport who can be connected to. */
    RemoteListener listenOutside() throws IOException;

    /**
     * Lets the transport work until something holds. Called from outside of the transport, never from its callbacks.
     *
     * @param what is awaited, to be read after "waited for"
     * @throws AssertionError naming {@code what}, when it will never hold, or not within {@link #patience}
     */
    void await(String what, BooleanSupplier until);

    /** Makes so many accepts fail that are carried out from now on; only with {@link Capability#ACCEPT_FAILURES}. */
    default void failAccepts(int count) {
        throw new UnsupportedOperationException("this harness can't make accepts fail");
    }

    /** How long something may take that has to happen. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /**
     * How much of the contract's bytes, connections and rounds to spend: 1 for all of them. Less is enough for a transport
     * without threads, which does the same in every round.
     */
    default double load() {
        return 1;
    }

    /** Closes what was opened and what was connected. */
    @Override
    void close();
}
