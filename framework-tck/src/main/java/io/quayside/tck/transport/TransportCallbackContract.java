package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.tck.Promise;
import io.quayside.tck.transport.Event.Kind;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds when a callback throws: T8.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportCallbackContract extends TransportRules {
    /** For subclasses. */
    protected TransportCallbackContract() {}

    /** Throws from one kind of callback. */
    private static final class Thrower extends Recorder {
        private final Kind when;
        private final Throwable what;

        Thrower(Connection connection, Bench bench, Kind when, Throwable what) {
            super(connection, bench);
            this.when = when;
            this.what = what;
        }

        @Override
        protected void onReceived(IoContext context, byte[] bytes) {
            context.release();
            throwIf(Kind.RECEIVED);
        }

        @Override
        protected void onEndOfStream() {
            throwIf(Kind.END_OF_STREAM);
        }

        @Override
        protected void onSent(IoContext context) {
            context.release();
            throwIf(Kind.SENT);
        }

        @Override
        protected void onFailed(Throwable cause) {
            throwIf(Kind.FAILED_RECEIVE);
        }

        @Override
        protected void onClosed(@Nullable Throwable cause) {
            throwIf(Kind.CLOSED);
        }

        private void throwIf(Kind kind) {
            if (when == kind) {
                Thrower.<RuntimeException>sneak(what);
            }
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void sneak(Throwable what) throws T {
            throw (T) what;
        }
    }

    private Recorder thrower(Kind when, Throwable what) {
        return started((connection, bench) -> new Thrower(connection, bench, when, what));
    }

    private static RuntimeException onPurpose() {
        return new IllegalStateException("thrown on purpose");
    }

    /** Other connections, as many as it takes for every worker to be needed. */
    private void assertOthersGoOn() throws IOException {
        for (int i = 0; i < 4; i++) {
            RemotePeer peer = peer();
            Echo echo = started(Echo::new);
            echo.begin();
            peer.write(new byte[] {1, 2, 3});
            assertArrayEquals(new byte[] {1, 2, 3}, peer.read(3), "the echo of another connection afterwards");
            echo.connection().close();
            echo.awaitClosed();
        }
    }

    @Test
    @Promise("received that throws closes its connection with that cause, fails what is posted, and nothing else")
    void t8_receivedThrows() throws IOException {
        for (Throwable what : new Throwable[] {onPurpose(), new AssertionError("thrown on purpose")}) {
            RemotePeer peer = peer();
            Recorder recorder = thrower(Kind.RECEIVED, what);
            assertTrue(recorder.receive(8), "the receive was refused");
            assertTrue(recorder.receive(8), "the receive was refused");
            peer.write(new byte[] {1});
            recorder.next(Kind.RECEIVED);
            recorder.next(Kind.FAILED_RECEIVE);
            assertSame(what, recorder.next(Kind.CLOSED).cause(), "the cause of closed");
            awaitEnd(peer);
        }
        assertOthersGoOn();
    }

    @Test
    @Promise("an error of the machine in a callback leaves the workers alive too")
    void t8_anErrorOfTheMachineLeavesTheWorkersAlive() throws IOException {
        for (int i = 0; i < 4; i++) {
            RemotePeer peer = peer();
            Error error = new StackOverflowError("thrown on purpose");
            Recorder recorder = thrower(Kind.RECEIVED, error);
            assertTrue(recorder.receive(8), "the receive was refused");
            peer.write(new byte[] {1});
            assertSame(error, recorder.awaitClosed().cause(), "the cause of closed");
        }
        assertOthersGoOn();
    }

    @Test
    @Promise("sent that throws closes its connection with that cause, and nothing else")
    void t8_sentThrows() throws IOException {
        RemotePeer peer = peer();
        RuntimeException what = onPurpose();
        Recorder recorder = thrower(Kind.SENT, what);
        assertTrue(recorder.receive(8), "the receive was refused");
        assertTrue(recorder.send(new byte[1]), "the send was refused");
        peer.read(1);
        assertSame(what, recorder.awaitClosed().cause(), "the cause of closed");
        assertOthersGoOn();
    }

    @Test
    @Promise("endOfStream that throws closes its connection with that cause, and fails what is posted")
    void t8_endOfStreamThrows() throws IOException {
        RemotePeer peer = peer();
        RuntimeException what = onPurpose();
        Recorder recorder = thrower(Kind.END_OF_STREAM, what);
        assertTrue(recorder.receive(8), "the receive was refused");
        assertTrue(recorder.receive(8), "the receive was refused");
        peer.shutdownOutput();
        recorder.next(Kind.END_OF_STREAM);
        recorder.next(Kind.FAILED_RECEIVE);
        assertSame(what, recorder.next(Kind.CLOSED).cause(), "the cause of closed");
        assertOthersGoOn();
    }

    @Test
    @Promise("failed that throws changes nothing: the others fail too, and closed says why the first one failed")
    void t8_failedThrowsAndTheFirstCauseStays() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = thrower(Kind.FAILED_RECEIVE, onPurpose());
        assertTrue(recorder.receive(8), "the receive was refused");
        assertTrue(recorder.receive(8), "the receive was refused");
        peer.reset();
        Event failure = recorder.next(Kind.FAILED_RECEIVE);
        recorder.next(Kind.FAILED_RECEIVE);
        assertSame(failure.cause(), recorder.next(Kind.CLOSED).cause(), "the cause of closed");
        assertOthersGoOn();
    }

    @Test
    @Promise("closed that throws harms nobody")
    void t8_closedThrows() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = thrower(Kind.CLOSED, onPurpose());
        recorder.connection().close();
        recorder.next(Kind.CLOSED);
        awaitEnd(peer);
        assertOthersGoOn();
    }

    @Test
    @Promise("accepted that throws closes that connection, and accepting goes on")
    void t8_acceptedThrows() throws IOException {
        Listener throwing = transport.listen(harness.anyAddress(), new Accepting() {
            @Override
            public void accepted(Connection connection) {
                throw onPurpose();
            }
        });
        for (int i = 0; i < 3; i++) {
            awaitEnd(harness.connect(throwing.address()));
        }
        assertOthersGoOn();
    }

    @Test
    @Promise("accepted that throws after it started the connection closes it with that cause")
    void t8_acceptedThrowsAfterTheStart() throws IOException {
        RuntimeException what = onPurpose();
        Queue<Recorder> startedThen = new ConcurrentLinkedQueue<>();
        Listener throwing = transport.listen(harness.anyAddress(), new Accepting() {
            @Override
            public void accepted(Connection connection) {
                Recorder recorder = start(connection, Recorder::new);
                recorder.receive(8);
                startedThen.add(recorder);
                throw what;
            }
        });
        RemotePeer peer = harness.connect(throwing.address());
        await("a connection to be accepted", () -> !startedThen.isEmpty());
        Recorder recorder = startedThen.element();
        recorder.next(Kind.FAILED_RECEIVE);
        assertSame(what, recorder.next(Kind.CLOSED).cause(), "the cause of closed");
        awaitEnd(peer);
        assertOthersGoOn();
    }

    @Test
    @Promise("connected that throws closes that connection, and nothing else")
    void t8_connectedThrows() throws IOException {
        RemoteListener outside = harness.listenOutside();
        transport.connect(outside.address(), new Outcome() {
            @Override
            public void connected(Connection connection) {
                throw onPurpose();
            }
        });
        awaitEnd(outside.accept());
        assertOthersGoOn();
    }
}
