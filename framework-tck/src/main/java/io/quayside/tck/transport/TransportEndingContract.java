package io.quayside.tck.transport;

import static io.quayside.tck.transport.AddressNames.requireNamed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.tck.Promise;
import io.quayside.tck.transport.Event.Kind;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds for the end of a transport: T9, with T1 and T2.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportEndingContract extends TransportRules {
    /** For subclasses. */
    protected TransportEndingContract() {}

    @Test
    @Promise("no worker is left when the close has returned")
    @Needs(Capability.THREADS)
    void t9_noWorkerIsLeft() {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        CyclicBarrier all = new CyclicBarrier(transport.workers());
        CountDownLatch met = new CountDownLatch(transport.workers());
        for (int i = 0; i < transport.workers(); i++) {
            boolean posted = transport.post(() -> {
                workers.add(Thread.currentThread());
                meet(all);
                met.countDown();
            });
            assertTrue(posted, "a task was refused");
        }
        await("all workers to run a task at once", met);
        assertEquals(2, workers.size(), "workers, of 2 configured");
        transport.close();
        for (Thread worker : workers) {
            assertFalse(worker.isAlive(), () -> "a worker is left: " + worker.getName());
        }
    }

    @Test
    @Promise("connections are closed, and everything about them told, before the close returns")
    void t9_connectionsAreClosedAndToldBeforeTheCloseReturns() throws IOException {
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < many(50); i++) {
            peer();
            Recorder recorder = started();
            recorder.receive(16);
            recorder.receive(16);
            recorder.send(new byte[1 << 20]);
            recorders.add(recorder);
        }
        transport.close();
        for (Recorder recorder : recorders) {
            assertTrue(recorder.isClosed(), "the close has returned, and closed has not come for a connection");
            assertNull(recorder.awaitClosed().cause(), "the cause of closed, when this side closed");
        }
        contexts.assertAllBack();
        assertThrows(IOException.class, this::peer, "what is thrown by a peer that connects to a closed transport");
    }

    @Test
    @Promise("connections that nobody started are closed too, and told when they are started afterwards")
    void t9_connectionsThatNobodyStartedAreClosedToo() throws IOException {
        RemotePeer peer = peer();
        Connection connection = accepted.next();
        transport.close();
        awaitEnd(peer);
        Recorder recorder = start(connection, Recorder::new);
        assertNull(recorder.next(Kind.CLOSED).cause(), "the cause of closed, when this side closed");
        assertFalse(recorder.receive(8), "a receive was taken after the close");
    }

    @Test
    @Promise("closing again does nothing, and listening at a closed transport fails by a message that says so")
    void t9_t12_closingAgainDoesNothing() {
        transport.close();
        transport.close();
        SocketAddress address = harness.anyAddress();
        IOException failure = assertThrows(
                IOException.class,
                () -> transport.listen(address, accepted).close(),
                "of listening at a closed transport");
        requireNamed(failure.getMessage(), address, "closed");
    }

    @Test
    @Promise("when several threads close, each returns when everything has ended")
    @Needs(Capability.THREADS)
    void t9_severalClosersAllWaitForTheEnd() throws IOException {
        RemotePeer peer = peer();
        CountDownLatch release = new CountDownLatch(1);
        Recorder recorder = started((connection, bench) -> new Recorder(connection, bench) {
            @Override
            protected void onFailed(Throwable cause) {
                block(release);
            }
        });
        recorder.receive(8);
        AtomicInteger early = new AtomicInteger();
        CountDownLatch returned = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            new Thread(() -> {
                        transport.close();
                        if (!recorder.isClosed()) {
                            early.incrementAndGet();
                        }
                        returned.countDown();
                    })
                    .start();
        }
        AtomicInteger looks = new AtomicInteger();
        await("the closers to wait", () -> looks.incrementAndGet() > 50 || returned.getCount() < 4);
        release.countDown();
        await("all closes to return", returned);
        assertEquals(0, early.get(), "closes that returned before closed had come");
        awaitEnd(peer);
    }

    @Test
    @Promise("a worker that closes the transport is told that it can't, and everything goes on")
    @Needs(Capability.THREADS)
    void t9_aWorkerCanNotCloseIt() throws IOException {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(1);
        transport.post(() -> {
            try {
                transport.close();
            } catch (Throwable t) {
                thrown.set(t);
            } finally {
                over.countDown();
            }
        });
        await("the close by a worker to return", over);
        assertInstanceOf(IllegalStateException.class, thrown.get(), "what was thrown");
        RemotePeer peer = peer();
        start(accepted.next(), Echo::new).begin();
        peer.write(new byte[] {1});
        assertArrayEquals(new byte[] {1}, peer.read(1), "the echo");
    }

    @Test
    @Promise("an interrupt doesn't cut the close short, and is there again when it returns")
    @Needs(Capability.THREADS)
    void t9_anInterruptDoesNotCutTheCloseShort() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        recorder.receive(8);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        transport.post(() -> {
            blocked.countDown();
            block(release);
        });
        await("the blocking task to run", blocked);
        AtomicReference<@Nullable Boolean> interrupted = new AtomicReference<>();
        Thread closer = new Thread(() -> {
            transport.close();
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        closer.start();
        try {
            await(
                    "the close to begin",
                    () -> !transport.post(() -> {})); // its connection may live on the blocked worker
            closer.interrupt();
            AtomicInteger looks = new AtomicInteger();
            await("the interrupt to be noticed", () -> looks.incrementAndGet() > 50 || interrupted.get() != null);
            assertNull(interrupted.get(), "the close has returned while a task runs");
        } finally {
            release.countDown();
        }
        await("the close to return", () -> interrupted.get() != null);
        assertEquals(true, interrupted.get(), "whether the closing thread is interrupted afterwards");
        recorder.awaitClosed();
        awaitEnd(peer);
    }

    @Test
    @Promise("a close while peers are coming ends the connections of all of them, and tells what was accepted")
    void t9_closingWhilePeersAreComing() throws IOException {
        for (int round = 0; round < many(20); round++) {
            List<RemotePeer> peers = new ArrayList<>();
            try (Transport busy = harness.open(Settings.of(Map.of("workers", 2)))) {
                Listener target = busy.listen(harness.anyAddress(), starting(new CountDownLatch(0)));
                for (int i = 0; i <= round; i++) {
                    peers.add(harness.connect(target.address()));
                }
            }
            for (RemotePeer peer : peers) {
                await("a peer to see the end or a reset", () -> peer.sawEnd() || peer.sawReset());
            }
        }
    }

    @Test
    @Promise("a close in the middle of a storm of connects returns, and refuses peers from then on")
    @Needs(Capability.THREADS)
    void t9_closingInTheMiddleOfAConnectStorm() throws IOException {
        for (int round = 0; round < many(100); round++) {
            CountDownLatch flowing = new CountDownLatch(1 + round % 20);
            AtomicReference<@Nullable IOException> refused = new AtomicReference<>();
            try (Transport stormed = harness.open(Settings.of(Map.of("workers", 2)))) {
                Listener target = stormed.listen(harness.anyAddress(), starting(flowing));
                new Thread(() -> refused.set(assertThrows(IOException.class, () -> storm(target)))).start();
                await("peers to be accepted", flowing);
            }
            await("peers to be refused", () -> refused.get() != null);
        }
    }

    private Accepting starting(CountDownLatch flowing) {
        return new Accepting() {
            @Override
            public void accepted(Connection connection) {
                start(connection, Echo::new).begin();
                flowing.countDown();
            }
        };
    }

    /** Connects until that is refused. */
    private void storm(Listener target) throws IOException {
        while (true) {
            harness.connect(target.address()).close();
        }
    }
}
