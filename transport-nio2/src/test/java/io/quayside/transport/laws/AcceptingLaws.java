package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds for listening: T10, and T12 for addresses that are bound. */
public abstract class AcceptingLaws extends TransportLaws {

    @Test
    void t10_theNextAcceptIsPostedBeforeTheHandOver() throws IOException {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger seen = new AtomicInteger();
        Listener blocking = transport.listen(loopback(), new AcceptHandler() {
            @Override
            public void accepted(Connection connection) {
                both.countDown();
                await(both); // each waits for the other: only a posted accept can bring it
                seen.incrementAndGet();
                connection.close();
            }

            @Override
            public void acceptFailed(Throwable cause, long retryMillis) {
                throw new AssertionError(cause);
            }
        });
        try (Peer one = Peer.connect(blocking.address());
                Peer two = Peer.connect(blocking.address())) {
            assertEquals(-1, one.input().read());
            assertEquals(-1, two.input().read());
        }
        assertEquals(2, seen.get());
    }

    @Test
    void t10_peersThatAreGoneAtOnceDontStopIt() throws IOException {
        for (int i = 0; i < 50; i++) {
            peer().reset();
        }
        try (Peer peer = peer()) {
            peer.write(new byte[] {1});
            while (true) {
                Connection connection = accepted.next();
                if (connection.remoteAddress().equals(peer.address())) {
                    start(connection, Echo::new).begin();
                    break;
                }
                connection.close();
            }
            assertArrayEquals(new byte[] {1}, peer.read(1));
        }
    }

    @Test
    void aConnectionMayBeStartedLater() throws IOException {
        try (Peer peer = peer()) {
            peer.write(new byte[] {1, 2});
            Connection connection = accepted.next();
            try (Peer other = peer()) {
                accepted.next().close();
                assertEquals(-1, other.input().read());
            }
            start(connection, Echo::new).begin();
            assertArrayEquals(new byte[] {1, 2}, peer.read(2));
        }
    }

    @Test
    void closingAListenerRefusesNewPeersAndKeepsConnections() throws IOException {
        try (Peer peer = peer()) {
            start(accepted.next(), Echo::new).begin();
            listener.close();
            listener.close();
            assertThrows(ConnectException.class, this::peer);
            peer.write(new byte[] {1, 2});
            assertArrayEquals(new byte[] {1, 2}, peer.read(2));
        }
    }

    @Test
    void anAddressCanBeBoundAgainAfterItsListenerIsClosed() throws IOException {
        try (Peer peer = peer()) {
            accepted.next();
            listener.close();
            Listener again = transport.listen(listener.address(), accepted);
            assertEquals(listener.address(), again.address());
            Peer.connect(again.address()).close();
            accepted.next();
            assertEquals(0, peer.input().available());
        }
    }

    @Test
    void theListenerKnowsThePortThatTheSystemPicked() {
        InetSocketAddress address = (InetSocketAddress) listener.address();
        assertNotEquals(0, address.getPort());
        assertEquals(InetAddress.getLoopbackAddress(), address.getAddress());
    }

    @Test
    void t12_anAddressInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IOException failure =
                    assertThrows(IOException.class, () -> transport.listen(taken.getLocalSocketAddress(), accepted));
            String message = failure.getMessage();
            assertTrue(message.contains("127.0.0.1:" + taken.getLocalPort()), message);
            assertTrue(message.contains("in use"), message);
        }
    }

    @Test
    void t12_anAddressOfAnotherMachineIsNamed() throws IOException {
        InetSocketAddress foreign =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 7007);
        IOException failure = assertThrows(IOException.class, () -> transport.listen(foreign, accepted));
        assertTrue(failure.getMessage().contains("192.0.2.1:7007"), failure.getMessage());
    }

    @Test
    void t12_anUnknownHostNameIsNamed() {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 7007);
        IOException failure = assertThrows(IOException.class, () -> transport.listen(unknown, accepted));
        assertTrue(failure.getMessage().contains("nowhere.invalid:7007"), failure.getMessage());
        assertTrue(failure.getMessage().contains("not known"), failure.getMessage());
    }

    @Test
    void ipVersion6() throws IOException {
        InetAddress loopback6 = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        assumeTrue(canBind(loopback6), "this machine has no IPv6");
        Listener listener6 = transport.listen(new InetSocketAddress(loopback6, 0), accepted);
        try (Peer peer = Peer.connect(listener6.address())) {
            start(accepted.next(), Echo::new).begin();
            peer.write(new byte[] {6});
            assertArrayEquals(new byte[] {6}, peer.read(1));
        }
        IOException failure = assertThrows(IOException.class, () -> transport.listen(listener6.address(), accepted));
        int port = ((InetSocketAddress) listener6.address()).getPort();
        assertTrue(failure.getMessage().contains("]:" + port), failure.getMessage());
    }

    private static boolean canBind(InetAddress address) {
        try (ServerSocket probe = new ServerSocket(0, 1, address)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
