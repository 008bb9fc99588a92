package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.transport.laws.Event.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds when a callback throws: T8. */
public abstract class CallbackLaws extends TransportLaws {

    /** Throws from one kind of callback. */
    private static final class Thrower extends Recorder {
        private final Kind when;
        private final Throwable what;

        Thrower(Connection connection, Contexts contexts, Kind when, Throwable what) {
            super(connection, contexts);
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
        return started((connection, pool) -> new Thrower(connection, pool, when, what));
    }

    /** Another connection, before and after; both workers have to be alive for it. */
    private void assertOthersGoOn() throws IOException {
        for (int i = 0; i < 4; i++) {
            try (Peer peer = peer()) {
                Echo echo = started(Echo::new);
                echo.begin();
                peer.write(new byte[] {1, 2, 3});
                assertArrayEquals(new byte[] {1, 2, 3}, peer.read(3));
                echo.connection().close();
                echo.awaitClosed();
            }
        }
    }

    @Test
    void t8_receivedThrows() throws IOException {
        for (Throwable what :
                new Throwable[] {new IllegalStateException("on purpose"), new AssertionError("on purpose")}) {
            try (Peer peer = peer()) {
                Recorder recorder = thrower(Kind.RECEIVED, what);
                assertTrue(recorder.receive(8));
                assertTrue(recorder.receive(8));
                peer.write(new byte[] {1});
                recorder.next(Kind.RECEIVED);
                recorder.next(Kind.FAILED_RECEIVE);
                assertSame(what, recorder.next(Kind.CLOSED).cause());
                assertEquals(-1, peer.input().read());
            }
        }
        assertOthersGoOn();
    }

    @Test
    void t8_anErrorOfTheMachineLeavesTheWorkersAlive() throws IOException {
        for (int i = 0; i < 4; i++) {
            try (Peer peer = peer()) {
                Error error = new StackOverflowError("on purpose");
                Recorder recorder = thrower(Kind.RECEIVED, error);
                assertTrue(recorder.receive(8));
                peer.write(new byte[] {1});
                assertSame(error, recorder.awaitClosed().cause());
            }
        }
        assertOthersGoOn();
    }

    @Test
    void t8_sentThrows() throws IOException {
        try (Peer peer = peer()) {
            RuntimeException what = new IllegalStateException("on purpose");
            Recorder recorder = thrower(Kind.SENT, what);
            assertTrue(recorder.receive(8));
            assertTrue(recorder.send(new byte[1], new byte[2]));
            assertEquals(3, peer.input().readNBytes(3).length);
            assertSame(what, recorder.awaitClosed().cause());
        }
        assertOthersGoOn();
    }

    @Test
    void t8_endOfStreamThrows() throws IOException {
        try (Peer peer = peer()) {
            RuntimeException what = new IllegalStateException("on purpose");
            Recorder recorder = thrower(Kind.END_OF_STREAM, what);
            assertTrue(recorder.receive(8));
            assertTrue(recorder.receive(8));
            peer.endOutput();
            recorder.next(Kind.END_OF_STREAM);
            recorder.next(Kind.FAILED_RECEIVE);
            assertSame(what, recorder.next(Kind.CLOSED).cause());
        }
        assertOthersGoOn();
    }

    @Test
    void t8_failedThrowsAndTheFirstCauseStays() throws IOException {
        Peer peer = peer();
        Recorder recorder = thrower(Kind.FAILED_RECEIVE, new IllegalStateException("on purpose"));
        assertTrue(recorder.receive(8));
        assertTrue(recorder.receive(8));
        peer.reset();
        Event failure = recorder.next(Kind.FAILED_RECEIVE);
        recorder.next(Kind.FAILED_RECEIVE);
        assertSame(failure.cause(), recorder.next(Kind.CLOSED).cause());
        assertOthersGoOn();
    }

    @Test
    void t8_closedThrows() throws IOException {
        try (Peer peer = peer()) {
            Recorder recorder = thrower(Kind.CLOSED, new IllegalStateException("on purpose"));
            recorder.connection().close();
            recorder.next(Kind.CLOSED);
            assertEquals(-1, peer.input().read());
        }
        assertOthersGoOn();
    }

    @Test
    void t8_acceptedThrows() throws IOException {
        Listener throwing = transport.listen(loopback(), new AcceptHandler() {
            @Override
            public void accepted(Connection connection) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void acceptFailed(Throwable cause, long retryMillis) {
                throw new AssertionError(cause);
            }
        });
        for (int i = 0; i < 3; i++) {
            try (Peer peer = Peer.connect(throwing.address())) {
                assertEquals(-1, peer.input().read());
            }
        }
        assertOthersGoOn();
    }

    @Test
    void t8_acceptedThrowsAfterTheStart() throws Exception {
        RuntimeException what = new IllegalStateException("on purpose");
        CompletableFuture<Recorder> startedThen = new CompletableFuture<>();
        Listener throwing = transport.listen(loopback(), new AcceptHandler() {
            @Override
            public void accepted(Connection connection) {
                Recorder recorder = start(connection, Recorder::new);
                recorder.receive(8);
                startedThen.complete(recorder);
                throw what;
            }

            @Override
            public void acceptFailed(Throwable cause, long retryMillis) {
                throw new AssertionError(cause);
            }
        });
        try (Peer peer = Peer.connect(throwing.address())) {
            Recorder recorder = startedThen.get(20, TimeUnit.SECONDS);
            recorder.next(Kind.FAILED_RECEIVE);
            assertSame(what, recorder.next(Kind.CLOSED).cause());
            assertEquals(-1, peer.input().read());
        }
        assertOthersGoOn();
    }

    @Test
    void t8_connectedThrows() throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(loopback());
            transport.connect(server.getLocalSocketAddress(), new ConnectHandler() {
                @Override
                public void connected(Connection connection) {
                    throw new IllegalStateException("on purpose");
                }

                @Override
                public void connectFailed(IOException cause) {
                    throw new AssertionError(cause);
                }
            });
            try (Peer peer = Peer.of(server.accept())) {
                assertEquals(-1, peer.input().read());
            }
        }
        assertOthersGoOn();
    }
}
