package io.quayside.transport.uring.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.transport.uring.NeedsRing;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsRing
class SocketsTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1, 1", "192.0.2.255, 65535", "::1, 0", "2001:db8::ff00:42:8329, 7007"})
    void addressesGoThereAndBack(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
        try (Arena arena = Arena.ofConfined()) {
            SocketName name = new SocketName(arena);
            name.set(address);
            assertEquals(address, name.get());
        }
    }

    @Test
    void theScopeOfAnAddressIsKept() throws IOException {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
        InetSocketAddress address = new InetSocketAddress(Inet6Address.getByAddress(null, linkLocal, 3), 1);
        try (Arena arena = Arena.ofConfined()) {
            SocketName name = new SocketName(arena);
            name.set(address);
            assertEquals(3, ((Inet6Address) name.get().getAddress()).getScopeId());
        }
    }

    @Test
    void whoListensAnywhereTakesPeersOfVersion4() throws IOException {
        int socket = Sockets.openListening(new InetSocketAddress(0).getAddress());
        try (Socket peer = new Socket();
                Arena arena = Arena.ofConfined()) {
            InetSocketAddress bound = Sockets.listen(socket, new InetSocketAddress(0), 1);
            assertTrue(bound.getAddress().isAnyLocalAddress());
            peer.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), bound.getPort()));
            SocketName name = new SocketName(arena);
            int accepted = Sockets.accept(socket, name);
            assertTrue(accepted >= 0);
            assertEquals(peer.getLocalSocketAddress(), name.get());
            assertEquals(peer.getRemoteSocketAddress(), Sockets.localName(accepted, name));
            assertEquals(-Errno.EAGAIN, Sockets.accept(socket, name), "the result without a peer");
            assertEquals(0, Sockets.close(accepted));
        } finally {
            Sockets.close(socket);
        }
    }

    @Test
    void whoStopsListeningRefusesPeersAtOnce() throws IOException {
        int socket = Sockets.openListening(InetAddress.getLoopbackAddress());
        try (Socket peer = new Socket()) {
            InetSocketAddress bound =
                    Sockets.listen(socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            assertEquals(0, Sockets.stopListening(socket));
            assertThrows(ConnectException.class, () -> peer.connect(bound));
        } finally {
            Sockets.close(socket);
        }
    }

    @Test
    void failuresSayWhatTheSystemSays() {
        IOException failure = assertThrows(IOException.class, () -> Sockets.noDelay(-1));
        assertTrue(failure.getMessage().startsWith("setsockopt: Bad file descriptor"), failure.getMessage());
    }
}
