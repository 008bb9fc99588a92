package io.quayside.tck.transport;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The world of a transport that uses the system's sockets: peers are plain sockets of the JDK on loopback.
 *
 * @since 0.1
 */
@Stable
public final class RealSockets implements TransportHarness {
    private static final long LOOK_AGAIN_NANOS = 20_000;

    private final TransportProvider provider;
    private final Set<Capability> capabilities;
    private final Queue<AutoCloseable> opened = new ConcurrentLinkedQueue<>();

    /**
     * The world of a provider's transport, with {@link Capability#REAL_SOCKETS}, {@link Capability#THREADS} and {@link
     * Capability#BACKPRESSURE}.
     *
     * @param more what the transport has beyond these, such as {@link Capability#RESETS}
     */
    public RealSockets(TransportProvider provider, Capability... more) {
        this.provider = requireNonNull(provider, "provider");
        Set<Capability> all = EnumSet.of(Capability.REAL_SOCKETS, Capability.THREADS, Capability.BACKPRESSURE);
        all.addAll(Set.of(more));
        this.capabilities = Set.copyOf(all);
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public Transport open(Settings settings) {
        Transport transport = provider.open(settings);
        opened.add(transport);
        return transport;
    }

    @Override
    public SocketAddress anyAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public SocketAddress unreachable() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalSocketAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RemotePeer connect(SocketAddress listening) throws IOException {
        return connect(listening, 0);
    }

    @Override
    public RemotePeer connect(SocketAddress listening, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(listening, (int) patience().toMillis());
            return peer(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public RemoteListener listenOutside() throws IOException {
        ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        socket.setSoTimeout((int) patience().toMillis());
        opened.add(socket);
        return new RemoteListener() {
            @Override
            public SocketAddress address() {
                return socket.getLocalSocketAddress();
            }

            @Override
            public RemotePeer accept() throws IOException {
                return peer(socket.accept());
            }

            @Override
            public void close() {
                closeQuietly(socket);
            }
        };
    }

    private RemotePeer peer(Socket socket) throws IOException {
        SocketPeer peer = new SocketPeer(socket, (int) patience().toMillis());
        opened.add(peer);
        return peer;
    }

    /** The workers work by themselves: looks now and then whether they have come so far. */
    @Override
    public void await(String what, BooleanSupplier until) {
        long start = System.nanoTime();
        while (!until.getAsBoolean()) {
            if (System.nanoTime() - start > patience().toNanos()) {
                throw new AssertionError("waited for " + what + ", which didn't happen within "
                        + patience().toSeconds() + " seconds");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            if (Thread.interrupted()) {
                throw new AssertionError("interrupted while waiting for " + what);
            }
        }
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened) {
            closeQuietly(each);
        }
    }

    private static void closeQuietly(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            throw new AssertionError(what + " could not be closed", e);
        }
    }
}
