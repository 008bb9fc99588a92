package io.quayside.transport.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A network with one transport that listens, and what came of that. */
final class World implements AcceptHandler, ConnectHandler {
    final SimulatedNetwork network;
    final Transport transport;
    final Listener listener;
    final Ledger ledger = new Ledger();
    final List<Recorder> accepted = new ArrayList<>();
    final List<Recorder> connected = new ArrayList<>();
    final List<Long> retries = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    BiFunction<Ledger, Connection, Recorder> recorders = Recorder::new;

    World(SimulatedNetwork network) {
        this.network = network;
        this.transport = network.transport();
        try {
            this.listener = transport.listen(anywhere(), this);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static World of(long seed) {
        return new World(new SimulatedNetwork(seed, Faults.none()));
    }

    static World of(long seed, Faults faults) {
        return new World(new SimulatedNetwork(seed, faults));
    }

    static SocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** A peer that is connected and accepted; the connection is the last of {@link #accepted}. */
    SimulatedPeer peer() {
        int before = accepted.size();
        SimulatedPeer peer = network.connect(listener.address());
        assertTrue(network.runUntil(() -> accepted.size() > before), "not accepted");
        return peer;
    }

    /** The connection that was accepted last. */
    Recorder last() {
        return accepted.get(accepted.size() - 1);
    }

    /** Another transport of the same network connects; its connection is the last of {@link #connected}. */
    Recorder connect(Transport from) {
        int before = connected.size();
        from.connect(listener.address(), this);
        assertTrue(network.runUntil(() -> connected.size() > before), "not connected");
        return connected.get(before);
    }

    /** Nothing is left of anything. */
    void assertAtRest() {
        transport.close();
        network.run();
        assertEquals(List.of(), network.thrown());
        assertEquals(0, ledger.posted(), "contexts that were not completed");
        assertEquals(0, ledger.held(), "contexts that were not released");
        assertEquals(0, network.connections(), "connections");
        accepted.forEach(each -> assertTrue(each.isClosed(), each.events::toString));
        connected.forEach(each -> assertTrue(each.isClosed(), each.events::toString));
    }

    @Override
    public void accepted(Connection connection) {
        accepted.add(started(connection));
    }

    @Override
    public void acceptFailed(Throwable cause, long retryMillis) {
        retries.add(retryMillis);
    }

    @Override
    public void connected(Connection connection) {
        connected.add(started(connection));
    }

    @Override
    public void connectFailed(@Nullable IOException cause) {
        refusals.add(String.valueOf(cause));
    }

    private Recorder started(Connection connection) {
        Recorder recorder = recorders.apply(ledger, connection);
        recorder.start();
        return recorder;
    }
}
