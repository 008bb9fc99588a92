package io.quayside.transport.simulated;

import io.quayside.api.Open;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Somebody on the network who uses no transport and can be connected to. Safe for any number of threads.
 *
 * @since 0.1
 */
@Open
public final class PeerListener implements AutoCloseable {
    private final Simulation simulation;
    private final ArrayDeque<SimulatedPeer> peers = new ArrayDeque<>();
    private final Bound bound;
    private int room = Integer.MAX_VALUE;

    PeerListener(Simulation simulation, InetSocketAddress address) {
        this.simulation = simulation;
        this.bound = new Bound(address);
    }

    /** Where it can be connected to. */
    public InetSocketAddress address() {
        return bound.address();
    }

    /** The next that was connected to it; null when there is none yet. */
    public @Nullable SimulatedPeer accept() {
        synchronized (simulation.lock) {
            return peers.poll();
        }
    }

    /** Lets no more than so many wait to be {@linkplain #accept accepted}; who comes then has to wait without an answer. */
    public void backlog(int most) {
        synchronized (simulation.lock) {
            room = most;
        }
    }

    /** Gives the address up. */
    @Override
    public void close() {
        synchronized (simulation.lock) {
            simulation.addresses().release(bound);
        }
    }

    Addresses.Bound bound() {
        return bound;
    }

    /** What the network sees of it. */
    private final class Bound implements Addresses.Bound {
        private final InetSocketAddress address;

        Bound(InetSocketAddress address) {
            this.address = address;
        }

        @Override
        public InetSocketAddress address() {
            return address;
        }

        @Override
        public boolean hasRoom() {
            return peers.size() < room;
        }

        @Override
        public void connected(Link link) {
            SimulatedPeer peer = new SimulatedPeer(simulation, 1);
            peers.add(peer);
            peer.connected(link);
        }
    }
}
