package io.quayside.transport.simulated;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;

/**
 * An address that connections are accepted at: those that have connected wait in the backlog until the posted accept takes
 * them, one with each event (T10).
 *
 * <pre>
 *   IDLE --- one has connected ---> ACCEPTING --- accepted: posts the next accept, then hands over ---> ACCEPTING, IDLE
 *                                      |  ^
 *                                      |  | after the back-off
 *                                      +--+ failed
 * </pre>
 *
 * <p>ACCEPTING is: being queued as an event. Guarded by the network's lock.
 */
final class SimulatedListener extends Event implements Listener, Addresses.Bound {
    private static final int BACKLOG = 1_024;
    private static final long FIRST_RETRY_MILLIS = 10;
    private static final long LAST_RETRY_MILLIS = 1_000;

    private final SimulatedTransport transport;
    private final Simulation simulation;
    private final InetSocketAddress address;
    private final AcceptHandler handler;
    private final String name;
    private final ArrayDeque<Link> backlog = new ArrayDeque<>();
    private long retryMillis = FIRST_RETRY_MILLIS;
    private boolean closed;

    SimulatedListener(SimulatedTransport transport, InetSocketAddress address, AcceptHandler handler) {
        this.transport = transport;
        this.simulation = transport.simulation();
        this.address = address;
        this.handler = handler;
        this.name = "listener " + Addresses.text(address);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public boolean hasRoom() {
        return backlog.size() < BACKLOG;
    }

    @Override
    public void connected(Link link) {
        backlog.add(link);
        if (!isQueued()) {
            simulation.soon(this);
        }
    }

    @Override
    public void close() {
        synchronized (simulation.lock) {
            if (closed) {
                return;
            }
            closed = true;
            simulation.note(name, "closes");
            simulation.addresses().release(this);
            simulation.unschedule(this);
            backlog.forEach(link -> link.resetBy(1));
            backlog.clear();
            transport.forget(this);
        }
    }

    @Override
    boolean isWorkers() {
        return true;
    }

    @Override
    void happen() {
        SimulatedConnection connection;
        synchronized (simulation.lock) {
            if (closed) {
                return;
            }
            connection = simulation.addresses().failsAccept(simulation) ? null : accept();
        }
        if (connection == null) {
            failed();
        } else {
            simulation.note(connection.name(), "accepted");
            SimulatedTransport.handOver(connection, handler::accepted);
        }
    }

    private SimulatedConnection accept() {
        retryMillis = FIRST_RETRY_MILLIS;
        SimulatedConnection connection = transport.open(backlog.remove(), 1);
        if (!backlog.isEmpty()) {
            simulation.soon(this);
        }
        return connection;
    }

    private void failed() {
        long millis = retryMillis;
        retryMillis = Math.min(2 * millis, LAST_RETRY_MILLIS);
        simulation.note(name, "fails to accept");
        simulation.guarded("acceptFailed", () -> handler.acceptFailed(new IOException("Too many open files"), millis));
        synchronized (simulation.lock) {
            if (!closed && !isQueued()) {
                simulation.schedule(this, millis * 1_000_000);
            }
        }
    }

    @Override
    public String toString() {
        return "listener at " + Addresses.text(address);
    }
}
