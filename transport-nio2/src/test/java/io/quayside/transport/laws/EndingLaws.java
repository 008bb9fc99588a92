package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.transport.laws.Event.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds for the end of a transport: T9, with T1 and T2. */
public abstract class EndingLaws extends TransportLaws {

    @Test
    void t9_noWorkerIsLeft() throws Exception {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        CyclicBarrier all = new CyclicBarrier(transport.workers());
        CountDownLatch met = new CountDownLatch(transport.workers());
        for (int i = 0; i < transport.workers(); i++) {
            assertTrue(transport.post(() -> {
                workers.add(Thread.currentThread());
                meet(all);
                met.countDown();
            }));
        }
        await(met);
        assertEquals(2, workers.size());
        transport.close();
        for (Thread worker : workers) {
            assertFalse(worker.isAlive(), worker.getName());
        }
    }

    @Test
    void t9_connectionsAreClosedAndToldBeforeTheCloseReturns() throws IOException {
        List<Peer> peers = new ArrayList<>();
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            peers.add(peer());
            Recorder recorder = started();
            recorder.receive(16);
            recorder.receive(16);
            recorder.send(new byte[1 << 20]);
            recorders.add(recorder);
        }
        transport.close();
        for (Recorder recorder : recorders) {
            assertTrue(recorder.isClosed());
            assertNull(recorder.awaitClosed().cause());
        }
        contexts.assertAllBack();
        assertThrows(IOException.class, this::peer);
        for (Peer peer : peers) {
            peer.close();
        }
    }

    @Test
    void t9_connectionsThatNobodyStartedAreClosedToo() throws IOException {
        try (Peer peer = peer()) {
            Connection connection = accepted.next();
            transport.close();
            assertEquals(-1, peer.input().read());
            Recorder recorder = start(connection, Recorder::new);
            assertNull(recorder.next(Kind.CLOSED).cause());
            assertFalse(recorder.receive(8));
        }
    }

    @Test
    void closingAgainDoesNothing() {
        transport.close();
        transport.close();
        IOException failure = assertThrows(IOException.class, () -> transport.listen(loopback(), accepted));
        assertTrue(failure.getMessage().contains("the transport is closed"), failure.getMessage());
    }

    @Test
    void severalClosersAllWaitForTheEnd() throws Exception {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            recorder.receive(8);
            List<CompletableFuture<Boolean>> closers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                CompletableFuture<Boolean> closer = new CompletableFuture<>();
                closers.add(closer);
                new Thread(() -> {
                            transport.close();
                            closer.complete(recorder.isClosed());
                        })
                        .start();
            }
            for (CompletableFuture<Boolean> closer : closers) {
                assertTrue(closer.get(20, TimeUnit.SECONDS));
            }
            assertEquals(-1, peer.input().read());
        }
    }

    @Test
    void aWorkerCanNotCloseIt() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        transport.post(() -> thrown.complete(assertThrows(IllegalStateException.class, () -> transport.close())));
        assertInstanceOf(IllegalStateException.class, thrown.get(20, TimeUnit.SECONDS));
        try (Peer peer = peer()) {
            start(accepted.next(), Echo::new).begin();
            peer.write(new byte[] {1});
            assertArrayEquals(new byte[] {1}, peer.read(1));
        }
    }

    @Test
    void anInterruptDoesNotCutTheCloseShort() throws Exception {
        try (Peer peer = peer()) {
            Recorder recorder = started();
            recorder.receive(8);
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch blocked = new CountDownLatch(1);
            transport.post(() -> {
                blocked.countDown();
                await(release);
            });
            await(blocked);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread closer = new Thread(() -> {
                transport.close();
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            closer.start();
            recorder.awaitClosed();
            closer.interrupt();
            assertFalse(interrupted.isDone());
            release.countDown();
            assertTrue(interrupted.get(20, TimeUnit.SECONDS));
            assertEquals(-1, peer.input().read());
        }
    }

    @Test
    void t9_closingInTheMiddleOfAConnectStorm() throws Exception {
        for (int round = 0; round < 100; round++) {
            CountDownLatch flowing = new CountDownLatch(1 + round % 20);
            CompletableFuture<IOException> refused = new CompletableFuture<>();
            try (Transport stormed = provider().open(Settings.of(Map.of("workers", 2)))) {
                Listener target = stormed.listen(loopback(), starting(flowing));
                new Thread(() -> refused.complete(assertThrows(IOException.class, () -> storm(target)))).start();
                await(flowing);
            }
            assertNotNull(refused.get(20, TimeUnit.SECONDS));
        }
    }

    private AcceptHandler starting(CountDownLatch flowing) {
        return new AcceptHandler() {
            @Override
            public void accepted(Connection connection) {
                start(connection, Echo::new).begin();
                flowing.countDown();
            }

            @Override
            public void acceptFailed(Throwable cause, long retryMillis) {
                throw new AssertionError(cause);
            }
        };
    }

    /** Connects until that is refused. */
    private static void storm(Listener target) throws IOException {
        while (true) {
            Peer.connect(target.address()).close();
        }
    }
}
