package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.tck.Promise;
import io.quayside.tck.transport.Event.Kind;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds for the end of a connection: T1, T2, T5 and T7.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportClosingContract extends TransportRules {
    /** For subclasses. */
    protected TransportClosingContract() {}

    @Test
    @Promise("a close fails what is posted in each direction, once, and closed comes last and without a cause")
    @Needs(Capability.BACKPRESSURE)
    void t1_closeFailsWhatIsPostedInEachDirection() throws IOException {
        RemotePeer peer = harness.connect(listener.address(), 8 << 10);
        Recorder recorder = started();
        assertTrue(recorder.receive(8), "the receive was refused");
        assertTrue(recorder.receive(8), "the receive was refused");
        assertTrue(recorder.send(new byte[many(32 << 20)], new byte[3]), "the sends were refused");
        peer.read(1);
        recorder.connection().close();
        int receives = 0;
        int sends = 0;
        Event event = recorder.next();
        for (; event.kind() != Kind.CLOSED; event = recorder.next()) {
            receives += event.kind() == Kind.FAILED_RECEIVE ? 1 : 0;
            sends += event.kind() == Kind.FAILED_SEND ? 1 : 0;
        }
        assertEquals(2, receives, "receives that failed, of 2");
        assertEquals(2, sends, "sends that failed, of 2");
        assertNull(event.cause(), "the cause of closed, when this side closed");
        recorder.assertQuiet();
    }

    @Test
    @Promise(
            "closed comes once when nothing is posted, however often and in whatever way it is closed, and not within close")
    void t2_closedComesOnceWhenNothingIsPosted() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        for (int i = 0; i < 3; i++) {
            recorder.connection().close();
            recorder.connection().abort();
        }
        Event closed = closedByOthers(recorder);
        assertNull(closed.cause(), "the cause of closed, when this side closed");
        awaitEnd(peer);
        recorder.assertQuiet();
    }

    private Event closedByOthers(Recorder recorder) {
        if (!can(Capability.THREADS)) {
            recorder.assertQuiet();
        }
        Event closed = recorder.next(Kind.CLOSED);
        if (can(Capability.THREADS)) {
            assertNotSame(Thread.currentThread(), closed.thread(), "the thread that closes called back");
        }
        return closed;
    }

    @Test
    @Promise("closed comes after the callback that closed has returned, and after what that left posted has failed")
    void t2_closedComesAfterTheCallbackThatClosedHasReturned() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started((connection, bench) -> new Recorder(connection, bench) {
            @Override
            protected void onReceived(IoContext context, byte[] bytes) {
                connection().close();
                context.release();
                assertFalse(receive(8), "a receive was taken after the close");
                assertFalse(send(new byte[1]), "a send was taken after the close");
                yieldToOthers();
                assertFalse(isClosed(), "closed has come while the callback runs");
            }
        });
        assertTrue(recorder.receive(8), "the receive was refused");
        assertTrue(recorder.receive(8), "the receive was refused");
        peer.write(new byte[] {1});
        recorder.next(Kind.RECEIVED);
        recorder.next(Kind.FAILED_RECEIVE);
        assertNull(recorder.next(Kind.CLOSED).cause(), "the cause of closed, when this side closed");
    }

    /** Gives the other worker every chance to call back too early. */
    private void yieldToOthers() {
        if (can(Capability.THREADS)) {
            CountDownLatch others = new CountDownLatch(3);
            for (int i = 0; i < 3; i++) {
                transport.post(others::countDown);
            }
            block(others);
        }
    }

    @Test
    @Promise("a connection that was closed before its start is told of it on a worker")
    void t2_aConnectionClosedBeforeItsStartIsTold() throws IOException {
        RemotePeer peer = peer();
        Connection connection = accepted.next();
        connection.close();
        awaitEnd(peer);
        Recorder recorder = start(connection, Recorder::new);
        assertFalse(recorder.receive(8), "a receive was taken after the close");
        assertNull(closedByOthers(recorder).cause(), "the cause of closed, when this side closed");
    }

    @Test
    @Promise(
            "closing from callbacks and tasks, again and again and in the middle of traffic, completes each context once")
    void t5_closingFromCallbacksAndTasksWhileTrafficFlows() throws IOException {
        for (int round = 0; round < many(40); round++) {
            RemotePeer peer = peer();
            int cut = round % 7;
            Echo echo = started((connection, bench) -> new Echo(connection, bench) {
                private int received;

                @Override
                protected void onReceived(IoContext context, byte[] bytes) {
                    if (received++ == cut) {
                        connection().close();
                        transport.post(connection()::abort);
                    }
                    super.onReceived(context, bytes);
                }

                @Override
                protected void onFailed(Throwable cause) {
                    connection().close();
                }

                @Override
                protected void onClosed(@Nullable Throwable cause) {
                    connection().close();
                    connection().abort();
                }
            });
            for (int i = 0; i < 4; i++) {
                echo.begin();
            }
            for (int i = 0; i < cut; i++) {
                peer.write(pattern(i, 100));
                assertArrayEquals(pattern(i, 100), peer.read(100), "the echo");
            }
            peer.write(new byte[1]);
            assertNull(echo.awaitClosed().cause(), "the cause of closed, when this side closed");
        }
    }

    @Test
    @Promise("an abort ends the connection for the peer, fails what is posted, and closed says no cause")
    void t5_abortEndsThePeersStream() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.receive(8), "the receive was refused");
        recorder.connection().abort();
        await("the peer to see the end or a reset", () -> peer.sawEnd() || peer.sawReset());
        recorder.next(Kind.FAILED_RECEIVE);
        assertNull(recorder.next(Kind.CLOSED).cause(), "the cause of closed, when this side aborted");
    }

    @Test
    @Promise("an abort is seen by the peer as a reset")
    @Needs(Capability.RESETS)
    void t5_abortIsSeenAsAReset() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        recorder.connection().abort();
        await("the peer to see a reset", peer::sawReset);
    }

    @Test
    @Promise("both addresses are known after the close")
    void t5_addressesAreKnownAfterTheClose() throws IOException {
        RemotePeer peer = peer();
        Connection connection = accepted.next();
        connection.close();
        assertEquals(peer.address(), connection.remoteAddress(), "the remote address");
        assertEquals(listener.address(), connection.localAddress(), "the local address");
    }

    @Test
    @Promise(
            "any callback may call any method, of its own and of another connection, of the listener and of the transport")
    void t7_anyCallbackMayCallAnyMethod() throws IOException {
        RemotePeer one = peer();
        RemotePeer two = peer();
        AtomicReference<@Nullable Recorder> other = new AtomicReference<>();
        Recorder first = started((connection, bench) -> new Recorder(connection, bench) {
            @Override
            protected void onReceived(IoContext context, byte[] bytes) {
                context.release();
                send(bytes, bytes);
                receive(64);
                Recorder neighbour = other.get();
                assertNotNull(neighbour);
                neighbour.send(bytes);
                neighbour.connection().shutdownOutput();
                connection().shutdownOutput();
                listener.close();
                transport.post(() -> {});
            }

            @Override
            protected void onSent(IoContext context) {
                if (context.sequence() == 1) {
                    connection().close();
                }
                context.release();
            }
        });
        other.set(started());
        assertTrue(first.receive(64), "the receive was refused");
        boolean swapped = first.connection().remoteAddress().equals(two.address());
        RemotePeer firsts = swapped ? two : one;
        RemotePeer seconds = swapped ? one : two;
        firsts.write(new byte[] {5});
        assertArrayEquals(new byte[] {5, 5}, firsts.read(2), "what the callback sent to its own peer");
        assertArrayEquals(new byte[] {5}, seconds.read(1), "what the callback sent to the other peer");
        awaitEnd(firsts);
        awaitEnd(seconds);
        assertNull(first.awaitClosed().cause(), "the cause of closed, when this side closed");
    }
}
