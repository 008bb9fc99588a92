package io.quayside.transport.simulated;

import static java.util.Objects.requireNonNull;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One transport on the network: knows what is open, and how many deliveries it owes (tasks, outcomes of connects, the
 * closes of started connections). Its close closes everything and drives the network until nothing is owed any more.
 *
 * <p>Its workers are whoever drives the network. Guarded by the network's lock.
 */
final class SimulatedTransport implements Transport {
    static final String CLOSED = "the transport is closed";

    private final Simulation simulation;
    private final int workers;
    private final Lender lender;
    private final Set<SimulatedListener> listeners = new LinkedHashSet<>();
    private final Set<ConnectAttempt> attempts = new LinkedHashSet<>();
    private final Set<SimulatedConnection> connections = new LinkedHashSet<>();
    private int owed;
    private boolean closed;

    /** Opens it; under the network's lock. */
    SimulatedTransport(Simulation simulation, int workers) {
        this.simulation = simulation;
        this.workers = workers;
        this.lender = new Lender(simulation);
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public Listener listen(SocketAddress address, AcceptHandler handler) throws IOException {
        requireNonNull(address, "address");
        requireNonNull(handler, "handler");
        synchronized (simulation.lock) {
            try {
                if (closed) {
                    throw new IOException(CLOSED);
                }
                SimulatedListener listener =
                        new SimulatedListener(this, simulation.addresses().free(address), handler);
                simulation.addresses().bind(listener);
                listeners.add(listener);
                return listener;
            } catch (IOException e) {
                throw Addresses.listening(address, e);
            }
        }
    }

    @Override
    public void connect(SocketAddress address, ConnectHandler handler) {
        requireNonNull(address, "address");
        requireNonNull(handler, "handler");
        synchronized (simulation.lock) {
            ConnectAttempt attempt = new ConnectAttempt(this, address, handler);
            owed++;
            attempts.add(attempt);
            simulation.soon(attempt);
        }
    }

    @Override
    public boolean post(Runnable task) {
        requireNonNull(task, "task");
        synchronized (simulation.lock) {
            if (closed) {
                return false;
            }
            owed++;
            simulation.soon(new Task(task));
            return true;
        }
    }

    @Override
    public void close() {
        if (simulation.isWorker()) {
            throw new IllegalStateException(
                    "a worker of the transport can't close it: the close waits for the workers");
        }
        synchronized (simulation.lock) {
            if (!closed) {
                closed = true;
                List.copyOf(listeners).forEach(SimulatedListener::close);
                List.copyOf(attempts).forEach(ConnectAttempt::giveUp);
                List.copyOf(connections).forEach(SimulatedConnection::closeWithTransport);
            }
        }
        simulation.driveUntil(() -> owed == 0, "the close of a transport");
    }

    Simulation simulation() {
        return simulation;
    }

    /** What its connections borrow from. */
    Lender lender() {
        return lender;
    }

    boolean isClosed() {
        return closed;
    }

    /** A connection has somebody to tell now. */
    void owes() {
        owed++;
    }

    /** Makes this side's end of a link. */
    SimulatedConnection open(Link link, int side) {
        SimulatedConnection connection = new SimulatedConnection(this, link, side);
        link.attach(side, connection);
        connections.add(connection);
        return connection;
    }

    void forget(SimulatedListener listener) {
        listeners.remove(listener);
    }

    /** The outcome of an attempt was told. */
    void over(ConnectAttempt attempt) {
        attempts.remove(attempt);
        owed--;
    }

    /** A connection was closed before anybody started it. */
    void forget(SimulatedConnection connection) {
        connections.remove(connection);
    }

    /** A connection's close was told. */
    void over(SimulatedConnection connection) {
        connections.remove(connection);
        owed--;
    }

    /** Connections that aren't over. */
    int connections() {
        return connections.size();
    }

    /** Hands a new connection over on a worker; what throws there closes it. */
    static void handOver(SimulatedConnection connection, Consumer<Connection> taker) {
        try {
            taker.accept(connection);
        } catch (Throwable t) {
            connection.threw(t);
        }
    }

    /** A posted task. */
    private final class Task extends Event {
        private final Runnable task;

        Task(Runnable task) {
            this.task = task;
        }

        @Override
        boolean isWorkers() {
            return true;
        }

        @Override
        void happen() {
            simulation.guarded("task", task);
            synchronized (simulation.lock) {
                owed--;
            }
        }
    }
}
