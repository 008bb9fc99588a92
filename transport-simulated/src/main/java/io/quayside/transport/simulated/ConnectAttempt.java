package io.quayside.transport.simulated;

import io.quayside.api.transport.ConnectHandler;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connect under way; ends with its outcome told, exactly once.
 *
 * <pre>
 *   ASKING --- somebody listens ---> ANSWERED --- an event later ---> told: connected
 *     |  ^                              |
 *     |  +-- no room: asks again        | the transport closes
 *     v                                 v
 *   REFUSED -------------------------------- an event later --------> told: connectFailed
 * </pre>
 *
 * <p>Guarded by the network's lock.
 */
final class ConnectAttempt extends Event {
    private final SimulatedTransport transport;
    private final Simulation simulation;
    private final SocketAddress address;
    private final ConnectHandler handler;
    private @Nullable SimulatedConnection connection;
    private @Nullable String refusal;

    ConnectAttempt(SimulatedTransport transport, SocketAddress address, ConnectHandler handler) {
        this.transport = transport;
        this.simulation = transport.simulation();
        this.address = address;
        this.handler = handler;
    }

    @Override
    boolean isWorkers() {
        return true;
    }

    /** The transport closes. */
    void giveUp() {
        refusal = SimulatedTransport.CLOSED;
        SimulatedConnection made = connection;
        if (made != null) {
            made.closeWithTransport();
        }
    }

    @Override
    void happen() {
        synchronized (simulation.lock) {
            if (transport.isClosed() && refusal == null) {
                giveUp();
            }
            if (refusal == null && connection == null) {
                ask();
                return;
            }
        }
        SimulatedConnection made = connection;
        String why = refusal;
        if (why == null && made != null) {
            simulation.note(made.name(), "connected");
            SimulatedTransport.handOver(made, handler::connected);
        } else {
            simulation.guarded("connectFailed", () -> handler.connectFailed(Addresses.connecting(address, why + "")));
        }
        synchronized (simulation.lock) {
            transport.over(this);
        }
    }

    private void ask() {
        try {
            Link link = simulation.addresses().connect(simulation, address);
            if (link == null) {
                simulation.schedule(this, Addresses.ASKS_AGAIN_NANOS);
                return;
            }
            connection = transport.open(link, 0);
        } catch (IOException e) {
            refusal = String.valueOf(e.getMessage());
        }
        simulation.soon(this);
    }
}
