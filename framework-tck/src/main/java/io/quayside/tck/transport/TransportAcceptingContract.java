package io.quayside.tck.transport;

import static io.quayside.tck.transport.AddressNames.requireNamed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.api.Stable;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.tck.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What holds for listening: T10, and T12 for addresses that are bound.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportAcceptingContract extends TransportRules {
    /** For subclasses. */
    protected TransportAcceptingContract() {}

    private void assertAccepts(Listener target) throws IOException {
        RemotePeer peer = harness.connect(target.address());
        start(accepted.next(), Echo::new).begin();
        peer.write(new byte[] {1, 2});
        assertArrayEquals(new byte[] {1, 2}, peer.read(2), "the echo of what was accepted");
    }

    @Test
    @Promise("one peer after the other is accepted, and each is a connection of its own")
    void t10_onePeerAfterTheOtherIsAccepted() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertAccepts(listener);
        }
    }

    @Test
    @Promise(
            "the next accept is posted before a connection is handed over, so a handler that takes its time stops nobody")
    @Needs(Capability.THREADS)
    void t10_theNextAcceptIsPostedBeforeTheHandOver() throws IOException {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger seen = new AtomicInteger();
        Listener blocking = transport.listen(harness.anyAddress(), new Accepting() {
            @Override
            public void accepted(Connection connection) {
                both.countDown();
                block(both); // each waits for the other: only a posted accept can bring it
                seen.incrementAndGet();
                connection.close();
            }
        });
        RemotePeer one = harness.connect(blocking.address());
        RemotePeer two = harness.connect(blocking.address());
        awaitEnd(one);
        awaitEnd(two);
        assertEquals(2, seen.get(), "handlers that saw the other");
    }

    @Test
    @Promise("peers that are gone as soon as they have come don't stop it")
    void t10_peersThatAreGoneAtOnceDontStopIt() throws IOException {
        for (int i = 0; i < many(50); i++) {
            peer().reset();
        }
        RemotePeer peer = peer();
        peer.write(new byte[] {1});
        while (true) {
            Connection connection = accepted.next();
            if (connection.remoteAddress().equals(peer.address())) {
                start(connection, Echo::new).begin();
                break;
            }
            connection.close();
        }
        assertArrayEquals(new byte[] {1}, peer.read(1), "the echo of the peer that stayed");
    }

    @Test
    @Promise("after failed accepts it goes on, waiting longer each time or as long as before, and says how long")
    @Needs(Capability.ACCEPT_FAILURES)
    void t10_acceptingGoesOnAfterFailedAccepts() throws IOException {
        List<Long> retries = new CopyOnWriteArrayList<>();
        Listener failing = transport.listen(harness.anyAddress(), new AcceptHandler() {
            @Override
            public void accepted(Connection connection) {
                accepted.accepted(connection);
            }

            @Override
            public void acceptFailed(Throwable cause, long retryMillis) {
                retries.add(retryMillis);
            }
        });
        harness.failAccepts(4);
        assertAccepts(failing);
        assertEquals(4, retries.size(), "failures that were told, of 4");
        for (int i = 0; i < retries.size(); i++) {
            long least = i == 0 ? 1 : retries.get(i - 1);
            assertTrue(
                    retries.get(i) >= least, () -> "it doesn't back off; the announced milliseconds were " + retries);
        }
    }

    @Test
    @Promise("closing a listener, once or twice, refuses new peers and keeps connections")
    void t10_closingAListenerRefusesNewPeersAndKeepsConnections() throws IOException {
        RemotePeer peer = peer();
        start(accepted.next(), Echo::new).begin();
        listener.close();
        listener.close();
        assertThrows(IOException.class, this::peer, "what is thrown by a peer that connects to a closed listener");
        peer.write(new byte[] {1, 2});
        assertArrayEquals(new byte[] {1, 2}, peer.read(2), "the echo of the connection accepted before");
    }

    @Test
    @Promise("an address can be bound again after its listener is closed, though a connection of it is still there")
    void t10_anAddressCanBeBoundAgainAfterItsListenerIsClosed() throws IOException {
        RemotePeer peer = peer();
        accepted.next();
        listener.close();
        Listener again = transport.listen(listener.address(), accepted);
        assertEquals(listener.address(), again.address(), "the address bound again");
        assertAccepts(again);
        assertEquals(0, peer.available(), "bytes that came to the peer of the first listener");
    }

    @Test
    @Promise("the listener knows the address with the port that was picked")
    void t12_theListenerKnowsThePortThatWasPicked() throws IOException {
        SocketAddress asked = harness.anyAddress();
        assertNotEquals(asked, listener.address(), "the address");
        if (asked instanceof InetSocketAddress any && listener.address() instanceof InetSocketAddress bound) {
            assertNotEquals(0, bound.getPort(), "the port");
            assertEquals(any.getAddress(), bound.getAddress(), "the host");
        }
        assertAccepts(listener);
    }

    @Test
    @Promise("an address in use can't be bound, and the message names it and says why")
    void t12_anAddressInUseIsNamed() throws IOException {
        String reason = can(Capability.REAL_SOCKETS) ? "in use" : "";
        try (RemoteListener taken = harness.listenOutside()) {
            for (SocketAddress address : List.of(taken.address(), listener.address())) {
                IOException failure = assertThrows(
                        IOException.class,
                        () -> transport.listen(address, accepted).close(),
                        "of listening where others do");
                requireNamed(failure.getMessage(), address, reason);
            }
        }
    }

    @Test
    @Promise("an address of another machine can't be bound, and the message names it and says why")
    @Needs(Capability.REAL_SOCKETS)
    void t12_anAddressOfAnotherMachineIsNamed() throws IOException {
        InetSocketAddress foreign =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 7007);
        IOException failure = assertThrows(
                IOException.class,
                () -> transport.listen(foreign, accepted).close(),
                "what is thrown by listening elsewhere");
        requireNamed(failure.getMessage(), foreign);
    }

    @Test
    @Promise("an unknown host name can't be bound, and the message names it and says that it isn't known")
    @Needs(Capability.REAL_SOCKETS)
    void t12_anUnknownHostNameToListenAtIsNamed() {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 7007);
        IOException failure = assertThrows(
                IOException.class,
                () -> transport.listen(unknown, accepted).close(),
                "what is thrown by listening nowhere");
        requireNamed(failure.getMessage(), unknown, "not known");
    }

    @Test
    @Promise("addresses of IP version 6 are listened at, and named, like those of version 4")
    @Needs(Capability.REAL_SOCKETS)
    void t12_ipVersion6() throws IOException {
        InetAddress loopback6 = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        assumeTrue(canBind(loopback6), "skipped, since this machine has no IPv6");
        Listener listener6 = transport.listen(new InetSocketAddress(loopback6, 0), accepted);
        assertAccepts(listener6);
        IOException failure = assertThrows(
                IOException.class,
                () -> transport.listen(listener6.address(), accepted).close(),
                "of listening where others do");
        requireNamed(failure.getMessage(), listener6.address());
    }

    private static boolean canBind(InetAddress address) {
        try (ServerSocket probe = new ServerSocket(0, 1, address)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
