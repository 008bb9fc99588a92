package io.quayside.transport.simulated;

import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import io.quayside.tck.transport.Capability;
import io.quayside.tck.transport.RemoteListener;
import io.quayside.tck.transport.RemotePeer;
import io.quayside.tck.transport.TransportHarness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The world of the simulated transport: a network of its own, which is driven while the contract waits. */
final class SimulatedHarness implements TransportHarness {
    private static final int NOBODY_LISTENS = 9;

    private final Faults faults;
    private final SimulatedNetwork network;
    private final List<Transport> opened = new ArrayList<>();

    SimulatedHarness(long seed, Faults faults) {
        this.faults = faults;
        this.network = new SimulatedNetwork(seed, faults);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.RESETS, Capability.BACKPRESSURE, Capability.ACCEPT_FAILURES);
    }

    @Override
    public Transport open(Settings settings) {
        Transport transport = new SimulatedTransportProvider(network).open(settings);
        opened.add(transport);
        return transport;
    }

    @Override
    public SocketAddress anyAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public SocketAddress unreachable() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), NOBODY_LISTENS);
    }

    @Override
    public RemotePeer connect(SocketAddress listening) throws IOException {
        SimulatedPeer peer = network.connect(listening);
        if (!network.runUntil(() -> peer.isConnected() || peer.isRefused()) || peer.isRefused()) {
            throw new IOException("cannot connect to " + listening);
        }
        return new Remote(peer);
    }

    @Override
    public RemotePeer connect(SocketAddress listening, int receiveBuffer) throws IOException {
        network.faults(faults.windows(receiveBuffer, receiveBuffer));
        try {
            return connect(listening);
        } finally {
            network.faults(faults);
        }
    }

    @Override
    public RemoteListener listenOutside() {
        PeerListener listener = network.listen();
        return new RemoteListener() {
            @Override
            public SocketAddress address() {
                return listener.address();
            }

            @Override
            public RemotePeer accept() throws IOException {
                SimulatedPeer[] next = new SimulatedPeer[1];
                network.runUntil(() -> (next[0] = listener.accept()) != null);
                if (next[0] == null) {
                    throw new IOException("nobody connects to " + listener.address());
                }
                return new Remote(next[0]);
            }

            @Override
            public void close() {
                listener.close();
            }
        };
    }

    @Override
    public void await(String what, BooleanSupplier until) {
        if (!network.runUntil(until)) {
            throw new AssertionError("waited for " + what + ", which will never happen; " + network.explain());
        }
    }

    @Override
    public void failAccepts(int count) {
        network.failAccepts(count);
    }

    @Override
    public double load() {
        return 0.25;
    }

    @Override
    public void close() {
        opened.forEach(Transport::close);
        network.run();
    }

    /** A peer that is waited for, which drives the network. */
    private final class Remote implements RemotePeer {
        private final SimulatedPeer peer;

        Remote(SimulatedPeer peer) {
            this.peer = peer;
            peer.stopReading();
        }

        @Override
        public @Nullable SocketAddress address() {
            return peer.address();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            peer.write(bytes);
            network.runUntil(() -> peer.unwritten() == 0 || peer.wasReset());
            if (peer.unwritten() > 0) {
                throw new IOException(peer + " could not write " + peer.unwritten() + " bytes");
            }
        }

        @Override
        public byte[] read(int count) throws IOException {
            byte[] bytes = new byte[count];
            int have = 0;
            while (have < count) {
                byte[] more = peer.read(count - have);
                System.arraycopy(more, 0, bytes, have, more.length);
                have += more.length;
                if (more.length == 0 && !network.runUntil(this::hasNews)) {
                    throw new IOException(peer + " waits in vain for " + (count - have) + " bytes");
                }
                if (peer.available() == 0 && have < count && (peer.sawEnd() || peer.wasReset())) {
                    throw new IOException(peer + " got only " + have + " of " + count + " bytes");
                }
            }
            return bytes;
        }

        private boolean hasNews() {
            return peer.available() > 0 || peer.sawEnd() || peer.wasReset();
        }

        @Override
        public int available() {
            return peer.available();
        }

        @Override
        public boolean sawEnd() {
            return peer.sawEnd();
        }

        @Override
        public boolean sawReset() {
            return peer.wasReset();
        }

        @Override
        public void shutdownOutput() {
            peer.shutdownOutput();
        }

        @Override
        public void reset() {
            peer.reset();
        }

        @Override
        public void close() {
            peer.close();
        }
    }
}
