package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds for connecting: told once, on a worker, and T12. */
public abstract class ConnectingLaws extends TransportLaws {

    /** The outcome of one connect; counts how often it is told. */
    private static final class Outcome implements ConnectHandler {
        private final CompletableFuture<Connection> told = new CompletableFuture<>();
        private final CompletableFuture<Thread> thread = new CompletableFuture<>();
        private final AtomicInteger times = new AtomicInteger();

        @Override
        public void connected(Connection connection) {
            times.incrementAndGet();
            thread.complete(Thread.currentThread());
            told.complete(connection);
        }

        @Override
        public void connectFailed(IOException cause) {
            times.incrementAndGet();
            thread.complete(Thread.currentThread());
            told.completeExceptionally(cause);
        }

        Connection connection() throws Exception {
            return told.get(20, TimeUnit.SECONDS);
        }

        String failure() {
            ExecutionException failure = assertThrows(ExecutionException.class, () -> told.get(20, TimeUnit.SECONDS));
            assertEquals(1, times.get());
            return failure.getCause().getMessage();
        }
    }

    private Outcome connect(SocketAddress address) {
        Outcome outcome = new Outcome();
        transport.connect(address, outcome);
        return outcome;
    }

    @Test
    void aConnectionIsMadeAndCarriesBytesBothWays() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Outcome outcome = connect(server.getLocalSocketAddress());
            try (Peer peer = Peer.of(server.accept())) {
                Connection connection = outcome.connection();
                assertNotSame(Thread.currentThread(), outcome.thread.get());
                assertEquals(peer.address(), connection.remoteAddress());
                start(connection, Echo::new).begin();
                peer.write(pattern(0, 500));
                assertArrayEquals(pattern(0, 500), peer.read(500));
            }
        }
    }

    @Test
    void theTransportConnectsToItself() throws Exception {
        List<Recorder> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Outcome outcome = connect(listener.address());
            start(accepted.next(), Echo::new).begin();
            clients.add(start(outcome.connection(), Recorder::new));
        }
        for (Recorder client : clients) {
            assertTrue(client.receive(16));
            assertTrue(client.send(pattern(0, 16)));
        }
        for (Recorder client : clients) {
            Event sent = client.next();
            Event received = client.next();
            Event answer = received.kind() == Event.Kind.RECEIVED ? received : sent;
            assertArrayEquals(pattern(0, 16), answer.bytes());
        }
    }

    @Test
    void t12_aRefusedConnectNamesTheAddressAndTheReason() throws IOException {
        int port = freePort();
        String message = connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .failure();
        assertTrue(message.contains("127.0.0.1:" + port), message);
        assertTrue(message.contains("refused"), message);
    }

    @Test
    void t12_anUnknownHostNameIsNamed() {
        String message = connect(InetSocketAddress.createUnresolved("nowhere.invalid", 9))
                .failure();
        assertTrue(message.contains("nowhere.invalid:9"), message);
        assertTrue(message.contains("not known"), message);
    }

    @Test
    void t12_anAddressOfAnotherKindIsNamed() {
        SocketAddress strange = new SocketAddress() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return "a strange address";
            }
        };
        String message = connect(strange).failure();
        assertTrue(message.contains("a strange address"), message);
    }

    @Test
    void failuresAreToldOnWorkers() throws Exception {
        Outcome refused = connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort()));
        Outcome unknown = connect(InetSocketAddress.createUnresolved("nowhere.invalid", 9));
        assertNotSame(Thread.currentThread(), refused.thread.get(20, TimeUnit.SECONDS));
        assertNotSame(Thread.currentThread(), unknown.thread.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aClosedTransportTellsSo() {
        transport.close();
        String message = connect(listener.address()).failure();
        assertTrue(message.contains("the transport is closed"), message);
    }

    @Test
    void pendingConnectsAreToldWhenTheTransportCloses() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 12; i++) { // more than the backlog takes: the rest stays pending
                outcomes.add(connect(full.getLocalSocketAddress()));
            }
            transport.close();
            for (Outcome outcome : outcomes) {
                assertTrue(outcome.told.isDone());
                assertEquals(1, outcome.times.get());
            }
            assertTrue(outcomes.stream().anyMatch(outcome -> outcome.told.isCompletedExceptionally()));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
