package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What each group of laws starts from: an open transport with two workers, a listener on loopback, counted contexts. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class TransportLaws {
    protected final Contexts contexts = new Contexts();
    protected final Accepted accepted = new Accepted();
    private final Queue<Recorder> recorders = new ConcurrentLinkedQueue<>();
    protected Transport transport;
    protected Listener listener;

    /** The transport that has to keep the laws. */
    protected abstract TransportProvider provider();

    @BeforeEach
    final void open() throws IOException {
        transport = provider().open(Settings.of(Map.of("workers", 2)));
        listener = transport.listen(loopback(), accepted);
    }

    /** Whatever a test did: nothing is lost, nothing came twice, and nothing overlapped. */
    @AfterEach
    final void closeAndCheck() {
        Thread closer = new Thread(transport::close);
        closer.start();
        assertTrue(ends(closer), "the transport's close does not return");
        recorders.forEach(Recorder::awaitClosed);
        recorders.forEach(Recorder::assertLawful);
        contexts.assertAllBack();
    }

    private static boolean ends(Thread thread) {
        try {
            thread.join(30_000);
            return !thread.isAlive();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A port on loopback that the system picks. */
    protected static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    protected final Peer peer() throws IOException {
        return Peer.connect(listener.address());
    }

    /** Starts the connection accepted next. */
    protected final Recorder started() {
        return started(Recorder::new);
    }

    /** Starts the connection accepted next with a handler made for it. */
    protected final <H extends Recorder> H started(BiFunction<Connection, Contexts, H> handler) {
        return start(accepted.next(), handler);
    }

    /** Starts a connection with a handler made for it. */
    protected final <H extends Recorder> H start(Connection connection, BiFunction<Connection, Contexts, H> handler) {
        H made = handler.apply(connection, contexts);
        recorders.add(made);
        connection.start(made);
        return made;
    }

    /** Waits for what has to happen within some seconds. */
    protected static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until as many threads as the barrier is for are here. */
    protected static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** So many bytes of a pattern that no shift of it repeats soon. */
    protected static byte[] pattern(long from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = patternAt(from + i);
        }
        return bytes;
    }

    protected static byte patternAt(long position) {
        long mixed = position * 0x9E3779B97F4A7C15L;
        return (byte) (mixed >>> 56 ^ mixed >>> 24);
    }
}
