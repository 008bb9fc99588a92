package io.quayside.tck.transport;

import static io.quayside.tck.transport.AddressNames.requireNamed;
import static io.quayside.tck.transport.Bytes.requirePattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.transport.Connection;
import io.quayside.tck.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What holds for connecting: told once, on a worker, and T12.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportConnectingContract extends TransportRules {
    /** For subclasses. */
    protected TransportConnectingContract() {}

    private Outcome connect(SocketAddress address) {
        Outcome outcome = new Outcome();
        transport.connect(address, outcome);
        if (!can(Capability.THREADS)) {
            assertEquals(0, outcome.times(), "outcomes told within connect");
        }
        return outcome;
    }

    private void assertToldOnAWorker(Outcome outcome) {
        await("a connect to be told", () -> outcome.times() > 0);
        if (can(Capability.THREADS)) {
            assertNotSame(Thread.currentThread(), outcome.thread(), "the thread that connects was called back on");
        }
    }

    @Test
    @Promise("a connect is told once and on a worker, and the connection carries bytes both ways")
    void t3_t4_aConnectionIsMadeAndCarriesBytesBothWays() throws IOException {
        RemoteListener outside = harness.listenOutside();
        Outcome outcome = connect(outside.address());
        RemotePeer peer = outside.accept();
        assertToldOnAWorker(outcome);
        Connection connection = outcome.connection(harness);
        assertEquals(outside.address(), connection.remoteAddress(), "the remote address");
        start(connection, Echo::new).begin();
        peer.write(pattern(0, 500));
        requirePattern(0, peer.read(500));
        assertEquals(1, outcome.times(), "how often the outcome was told");
    }

    @Test
    @Promise("a transport connects to itself, many times at once")
    void t3_t4_theTransportConnectsToItself() {
        List<Recorder> clients = new ArrayList<>();
        for (int i = 0; i < many(100); i++) {
            Outcome outcome = connect(listener.address());
            start(accepted.next(), Echo::new).begin();
            clients.add(start(outcome.connection(harness), Recorder::new));
        }
        for (Recorder client : clients) {
            assertTrue(client.receive(16), "the receive was refused");
            assertTrue(client.send(pattern(0, 16)), "the send was refused");
        }
        for (Recorder client : clients) {
            Event one = client.next();
            Event two = client.next();
            Event answer = one.kind() == Event.Kind.RECEIVED ? one : two;
            assertEquals(Event.Kind.RECEIVED, answer.kind(), "one of the two completions");
            assertEquals(16, answer.bytes().length, "bytes of the echo");
            requirePattern(0, answer.bytes());
        }
    }

    @Test
    @Promise("a connect that is refused is told on a worker, and the message names the address and the reason")
    void t12_aRefusedConnectNamesTheAddressAndTheReason() {
        SocketAddress nobody = harness.unreachable();
        Outcome outcome = connect(nobody);
        assertToldOnAWorker(outcome);
        requireNamed(outcome.failure(harness), nobody, can(Capability.REAL_SOCKETS) ? "refused" : "");
    }

    @Test
    @Promise("a host name that isn't known is told on a worker, and the message names it and says so")
    @Needs(Capability.REAL_SOCKETS)
    void t12_anUnknownHostNameToConnectToIsNamed() {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 9);
        Outcome outcome = connect(unknown);
        assertToldOnAWorker(outcome);
        requireNamed(outcome.failure(harness), unknown, "not known");
    }

    @Test
    @Promise("an address of a kind that the transport doesn't know is refused by a message that names it")
    void t12_anAddressOfAnotherKindIsNamed() {
        SocketAddress strange = new SocketAddress() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return "a strange address";
            }
        };
        requireNamed(connect(strange).failure(harness), strange);
    }

    @Test
    @Promise("a transport that is closed tells so to whoever wants to connect")
    void t12_aClosedTransportTellsSo() {
        transport.close();
        Outcome outcome = new Outcome();
        transport.connect(listener.address(), outcome);
        String message = outcome.failure(harness);
        assertTrue(
                message.contains("closed"), () -> "the message doesn't say that the transport is closed: " + message);
    }

    @Test
    @Promise("connects that are on their way when the transport closes are told once, before its close returns")
    void t9_connectsOnTheirWayAreToldWhenTheTransportCloses() throws IOException {
        RemoteListener outside = harness.listenOutside();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            outcomes.add(connect(outside.address()));
        }
        transport.close();
        for (Outcome outcome : outcomes) {
            assertEquals(1, outcome.times(), "how often an outcome was told by then");
        }
    }

    @Test
    @Promise("connects that the other side leaves waiting fail when the transport closes")
    @Needs(Capability.REAL_SOCKETS)
    void t9_connectsLeftWaitingFailWhenTheTransportCloses() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 12; i++) { // more than the backlog takes: the rest stays pending
                outcomes.add(connect(full.getLocalSocketAddress()));
            }
            transport.close();
            for (Outcome outcome : outcomes) {
                assertEquals(1, outcome.times(), "how often an outcome was told by then");
            }
            assertTrue(outcomes.stream().anyMatch(Outcome::failed), "none failed, and not all can have been connected");
        }
    }
}
