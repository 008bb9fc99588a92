package io.quayside.tck.memory;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;

/** Accepts what is connected to its address, one after the other. */
final class MemoryListener implements Listener {
    /** A connection that the network has made, and nobody accepted yet. */
    record Arrival(SocketAddress from, Pipe in, Pipe out) {}

    private final World world;
    private final MemoryTransport transport;
    private final InetSocketAddress address;
    private final AcceptHandler handler;
    private final Queue<Arrival> backlog = new ArrayDeque<>();
    private boolean accepting = true;
    private boolean closed;
    private long retryMillis = 10;

    MemoryListener(World world, MemoryTransport transport, InetSocketAddress address, AcceptHandler handler) {
        this.world = world;
        this.transport = transport;
        this.address = address;
        this.handler = handler;
    }

    @Override
    public SocketAddress address() {
        return world.has(Fault.LISTENER_SAYS_THE_PORT_ASKED_FOR) ? world.anyAddress() : address;
    }

    /** Under the world's lock. */
    void arrive(Arrival arrival) {
        backlog.add(arrival);
        if (accepting) {
            accepting = false;
            transport.owe();
            transport.execute(this::accept);
        }
    }

    private void accept() {
        try {
            acceptNext();
        } finally {
            transport.settle();
        }
    }

    private void acceptNext() {
        Arrival arrival = null;
        synchronized (world) {
            if (closed || backlog.isEmpty()) {
                accepting = true;
                return;
            }
            if (!world.failsAccept()) {
                arrival = backlog.remove();
                boolean stops = world.has(Fault.ACCEPTS_ONCE)
                        || (arrival.in.isReset() && world.has(Fault.GONE_PEER_STOPS_ACCEPTING));
                if (!stops && !world.has(Fault.REARMS_AFTER_THE_HANDLER)) {
                    rearm();
                }
            }
        }
        if (arrival == null) {
            fail();
        } else {
            retryMillis = 10;
            handOver(arrival);
        }
    }

    private void handOver(Arrival arrival) {
        MemoryConnection connection = transport.connection(address, arrival.from, arrival.in, arrival.out);
        try {
            handler.accepted(connection);
        } catch (Throwable t) {
            if (!world.has(Fault.ACCEPTED_MAY_NOT_THROW)) {
                connection.broken(t);
            }
        }
        synchronized (world) {
            if (world.has(Fault.REARMS_AFTER_THE_HANDLER)) {
                rearm();
            }
        }
    }

    private void rearm() {
        accepting = backlog.isEmpty();
        if (!accepting) {
            transport.owe();
            transport.execute(this::accept);
        }
    }

    private void fail() {
        long millis = retryMillis;
        retryMillis = world.has(Fault.RETRIES_EVER_FASTER) ? millis / 2 : millis * 2;
        handler.acceptFailed(new IOException("no descriptor is left"), millis);
        if (!world.has(Fault.FAILED_ACCEPT_STOPS_ACCEPTING)) {
            transport.owe();
            transport.later(this::accept, millis);
        }
    }

    @Override
    public void close() {
        world.requireUnlocked();
        synchronized (world) {
            if (closed) {
                return;
            }
            closed = true;
            if (!world.has(Fault.CLOSED_LISTENER_KEEPS_ITS_ADDRESS)) {
                world.unbind(address);
            }
            if (!world.has(Fault.CLOSE_FORGETS_WHO_IS_COMING)) {
                backlog.forEach(arrival -> arrival.out.reset());
                backlog.clear();
            }
            if (world.has(Fault.CLOSED_LISTENER_CLOSES_CONNECTIONS)) {
                transport.closeConnections();
            }
        }
    }
}
