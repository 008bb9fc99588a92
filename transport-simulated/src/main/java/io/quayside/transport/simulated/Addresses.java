package io.quayside.transport.simulated;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who listens where. All hosts of the network are one machine: the loopback, wildcard and private addresses are its own, and
 * no other address exists. Guarded by the network's lock.
 */
final class Addresses {
    /** After that time, who found no room asks again. */
    static final long ASKS_AGAIN_NANOS = 1_000_000_000;

    private static final int FIRST_CLIENT = 1_024;
    private static final int FIRST_LISTENER = 49_152;
    private static final int END = 65_536;
    private static final List<InetAddress> EVERY_HOST = List.of(zeroes(4), zeroes(16));

    /** Asked for single addresses only; its order is nobody's concern. */
    private final Map<InetSocketAddress, Bound> bound = new HashMap<>();

    private int nextListener = FIRST_LISTENER;
    private int nextClient = FIRST_CLIENT;
    private int links;
    private int refusals;
    private int acceptFailures;

    /** Somebody who listens. */
    interface Bound {
        InetSocketAddress address();

        /** Whether another link can wait to be accepted. */
        boolean hasRoom();

        /** A peer has connected; side 1 of the link is to be attached. */
        void connected(Link link);
    }

    /** The address that will be bound: the one wanted, with a free port if it has none. */
    InetSocketAddress free(SocketAddress wanted) throws IOException {
        InetSocketAddress usable = usable(wanted);
        if (!isOwn(usable.getAddress())) {
            throw new IOException("not an address of this network");
        }
        if (usable.getPort() == 0) {
            return picked(usable.getAddress());
        }
        if (listening(usable) != null) {
            throw new IOException("the address is in use");
        }
        return usable;
    }

    void bind(Bound listener) {
        bound.put(listener.address(), listener);
    }

    void release(Bound listener) {
        bound.remove(listener.address(), listener);
    }

    /** Who listens at an address, or at its port on all addresses; null when nobody does. */
    @Nullable Bound listening(InetSocketAddress address) {
        Bound listener = bound.get(address);
        if (listener != null) {
            return listener;
        }
        for (InetAddress all : EVERY_HOST) {
            listener = bound.get(new InetSocketAddress(all, address.getPort()));
            if (listener != null) {
                return listener;
            }
        }
        return null;
    }

    /**
     * Connects to an address: a link whose side 0 is to be attached; null when whoever listens has no room at the moment.
     *
     * @throws IOException when nobody listens there, or the network won't have it
     */
    @Nullable Link connect(Simulation simulation, SocketAddress address) throws IOException {
        InetSocketAddress target = target(address);
        Bound listener = listening(target);
        if (listener == null || refuses() || simulation.draws().chance(simulation.profile().refusedConnects)) {
            throw new IOException("Connection refused");
        }
        if (!listener.hasRoom()) {
            return null;
        }
        Link link = new Link(simulation, client(target), target);
        listener.connected(link);
        return link;
    }

    /** Refuses so many connects, whoever listens. */
    void refuse(int count) {
        refusals = count;
    }

    private boolean refuses() {
        return refusals > 0 && refusals-- > 0;
    }

    /** Makes so many accepts fail. */
    void failAccepts(int count) {
        acceptFailures = count;
    }

    /** Whether the accept that is being carried out fails. */
    boolean failsAccept(Simulation simulation) {
        if (acceptFailures > 0) {
            acceptFailures--;
            return true;
        }
        return simulation.draws().chance(simulation.profile().failedAccepts);
    }

    /** The number of a new link. */
    int nextLink() {
        return ++links;
    }

    /** The address of somebody who connects to another: the same host, and the next port. */
    private InetSocketAddress client(InetSocketAddress remote) {
        int port = nextClient;
        nextClient = port + 1 == FIRST_LISTENER ? FIRST_CLIENT : port + 1;
        return new InetSocketAddress(remote.getAddress(), port);
    }

    /** Where a connect to an address arrives: the wildcard address stands for the loopback. */
    private static InetSocketAddress target(SocketAddress address) throws IOException {
        InetSocketAddress usable = usable(address);
        return usable.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), usable.getPort())
                : usable;
    }

    static IOException listening(SocketAddress address, IOException cause) {
        return new IOException("cannot listen on " + text(address) + ": " + cause.getMessage(), cause);
    }

    static IOException connecting(SocketAddress address, String why) {
        return new IOException("cannot connect to " + text(address) + ": " + why);
    }

    /** The address as people write it, without asking for names. */
    static String text(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return address.toString();
        }
        InetAddress resolved = inet.getAddress();
        if (resolved == null) {
            return inet.getHostString() + ":" + inet.getPort();
        }
        String literal = resolved.getHostAddress();
        return (resolved instanceof Inet6Address ? "[" + literal + "]" : literal) + ":" + inet.getPort();
    }

    private InetSocketAddress picked(InetAddress host) throws IOException {
        for (int tries = FIRST_LISTENER; tries < END; tries++) {
            InetSocketAddress candidate = new InetSocketAddress(host, nextListener);
            nextListener = nextListener + 1 == END ? FIRST_LISTENER : nextListener + 1;
            if (listening(candidate) == null) {
                return candidate;
            }
        }
        throw new IOException("all ports are in use");
    }

    private static InetSocketAddress usable(SocketAddress address) throws IOException {
        if (!(address instanceof InetSocketAddress inet)) {
            throw new IOException("not an internet address with a port");
        }
        if (inet.isUnresolved()) {
            throw new IOException("the host name " + inet.getHostString() + " is not known");
        }
        return inet;
    }

    private static boolean isOwn(InetAddress host) {
        return host.isLoopbackAddress() || host.isAnyLocalAddress() || host.isSiteLocalAddress();
    }

    private static InetAddress zeroes(int length) {
        try {
            return InetAddress.getByAddress(new byte[length]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("every address of " + length + " bytes is one", e);
        }
    }
}
