package io.quayside.tck.memory;

import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import io.quayside.tck.memory.MemoryListener.Arrival;
import io.quayside.tck.transport.Capability;
import io.quayside.tck.transport.RemoteListener;
import io.quayside.tck.transport.RemotePeer;
import io.quayside.tck.transport.TransportHarness;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A network in memory, with at most one thing wrong with the transports in it; its monitor guards all state. It says of itself
 * that its sockets are real, since its addresses look and are refused like those of a machine.
 */
public final class World implements TransportHarness {
    private static final int FIRST_PORT = 49_152;

    private final @Nullable Fault fault;
    private final boolean threads;
    private final Loop loop = new Loop();
    private final List<MemoryTransport> transports = new ArrayList<>();
    private final Map<InetSocketAddress, BiConsumer<InetSocketAddress, Arrival>> bound = new HashMap<>();
    private int nextPort = FIRST_PORT;
    private int failing;
    private int turns;
    private boolean locked;
    private boolean over;

    /**
     * A world without anything in it.
     *
     * @param fault what is wrong with its transports; null when they keep every law
     * @param threads whether its transports have threads for workers
     */
    public World(@Nullable Fault fault, boolean threads) {
        this.fault = fault;
        this.threads = threads;
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        all.remove(threads ? Capability.ACCEPT_FAILURES : Capability.THREADS);
        return all;
    }

    @Override
    public double load() {
        return threads ? 0.1 : 0.03;
    }

    @Override
    public Duration patience() {
        return Duration.ofMillis(fault == null ? 20_000 : 500);
    }

    @Override
    public Transport open(Settings settings) {
        int count = settings.integer("workers", 1, 1, 16);
        int started = has(Fault.HAS_ONE_WORKER) ? 1 : count;
        Workers workers =
                threads ? new Threads(started, patience().toMillis(), has(Fault.LEAVES_A_WORKER) ? 1 : 0) : loop;
        MemoryTransport transport = new MemoryTransport(this, workers, count);
        synchronized (this) {
            transports.add(transport);
        }
        return transport;
    }

    // ---- faults

    boolean has(Fault asked) {
        return fault == asked;
    }

    boolean everyHundredth() {
        return ++turns % 100 == 0;
    }

    boolean failsAccept() {
        return failing > 0 && failing-- > 0;
    }

    @Override
    public synchronized void failAccepts(int count) {
        failing = count;
    }

    void lock() {
        if (has(Fault.CALLS_BACK_UNDER_A_LOCK)) {
            locked = true;
        }
    }

    void unlock() {
        locked = false;
    }

    void requireUnlocked() {
        if (locked) {
            throw new IllegalMonitorStateException("a callback waits for the lock that is held for it");
        }
    }

    // ---- addresses

    @Override
    public InetSocketAddress anyAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public SocketAddress unreachable() {
        return newAddress();
    }

    synchronized InetSocketAddress newAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), nextPort++);
    }

    /** Binds what is made for the address, with a port picked if none is asked for; what arrives there is given to it. */
    synchronized <L> L bind(SocketAddress asked, Function<InetSocketAddress, L> maker, BiConsumer<L, Arrival> arriving)
            throws IOException {
        InetSocketAddress address = local(asked);
        if (bound.containsKey(address) && !has(Fault.LISTENS_WHERE_OTHERS_DO)) {
            throw failure(asked, "the address is in use");
        }
        L made = maker.apply(address);
        bound.put(address, (to, arrival) -> arriving.accept(made, arrival));
        return made;
    }

    private InetSocketAddress local(SocketAddress asked) throws IOException {
        if (!(asked instanceof InetSocketAddress inet)) {
            throw failure(asked, "it is no address of this network");
        }
        boolean anywhere = has(Fault.LISTENS_ANYWHERE);
        if (inet.isUnresolved() && !anywhere) {
            throw failure(asked, "the host is not known");
        }
        if (!inet.isUnresolved() && !inet.getAddress().isLoopbackAddress() && !anywhere) {
            throw failure(asked, "it is an address of another machine");
        }
        return inet.getPort() == 0 ? new InetSocketAddress(inet.getAddress(), nextPort++) : inet;
    }

    synchronized void unbind(InetSocketAddress address) {
        bound.remove(address);
    }

    synchronized boolean isReachable(SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
            throw failure(address, "the host is not known");
        }
        return address instanceof InetSocketAddress && bound.containsKey(address);
    }

    synchronized void arrive(SocketAddress address, Arrival arrival) {
        InetSocketAddress to = (InetSocketAddress) address;
        BiConsumer<InetSocketAddress, Arrival> listening = bound.get(to);
        if (listening != null) {
            listening.accept(to, arrival);
        }
    }

    IOException failure(SocketAddress address, String reason) {
        if (has(Fault.FAILURES_NAME_NOTHING)) {
            return new IOException(reason);
        }
        String name = address.toString();
        if (address instanceof InetSocketAddress inet) {
            String host = inet.isUnresolved()
                    ? inet.getHostString()
                    : inet.getAddress().getHostAddress();
            name = (inet.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return new ConnectException(name + ": " + reason);
    }

    // ---- whoever is outside

    @Override
    public synchronized RemotePeer connect(SocketAddress listening) throws IOException {
        if (over || !isReachable(listening)) {
            throw failure(listening, "connection refused");
        }
        Pipe toTransport = new Pipe();
        Pipe toPeer = new Pipe();
        SocketAddress address = newAddress();
        arrive(listening, new Arrival(address, toTransport, toPeer));
        return new MemoryPeer(this, address, toPeer, toTransport);
    }

    @Override
    public RemoteListener listenOutside() throws IOException {
        Queue<RemotePeer> peers = new ConcurrentLinkedQueue<>();
        InetSocketAddress address = bind(
                anyAddress(),
                made -> made,
                (made, arrival) -> peers.add(new MemoryPeer(this, made, arrival.in(), arrival.out())));
        return new RemoteListener() {
            @Override
            public SocketAddress address() {
                return address;
            }

            @Override
            public RemotePeer accept() {
                World.this.await("somebody to connect", () -> !peers.isEmpty());
                return peers.remove();
            }

            @Override
            public void close() {
                unbind(address);
            }
        };
    }

    @Override
    public void await(String what, BooleanSupplier until) {
        if (threads) {
            Threads.await(what, until, patience().toMillis());
        } else {
            loop.await(what, until);
        }
    }

    @Override
    public void close() {
        List<MemoryTransport> open;
        synchronized (this) {
            over = true;
            open = List.copyOf(transports);
        }
        if (fault == null) {
            open.forEach(MemoryTransport::close);
        }
    }
}
