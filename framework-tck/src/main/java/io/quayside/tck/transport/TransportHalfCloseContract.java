package io.quayside.tck.transport;

import static io.quayside.tck.transport.Bytes.requirePattern;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.tck.Promise;
import io.quayside.tck.transport.Event.Kind;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * What holds when one direction ends before the other: T6.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportHalfCloseContract extends TransportRules {
    /** For subclasses. */
    protected TransportHalfCloseContract() {}

    @Test
    @Promise("the output ends after what was posted, nothing is taken for it any more, and receiving goes on")
    void t6_outputEndsAfterWhatWasPosted() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        int size = many(8 << 20);
        assertTrue(recorder.send(pattern(0, size), pattern(size, 5)), "the sends were refused");
        recorder.connection().shutdownOutput();
        assertFalse(recorder.send(new byte[] {1}), "a send was taken after shutdownOutput");
        requirePattern(0, peer.read(size + 5));
        awaitEnd(peer);
        recorder.next(Kind.SENT);
        recorder.next(Kind.SENT);
        assertTrue(recorder.receive(16), "a receive was refused after shutdownOutput");
        peer.write("late".getBytes(US_ASCII));
        assertEquals("late", new String(recorder.next(Kind.RECEIVED).bytes(), US_ASCII), "what came afterwards");
    }

    @Test
    @Promise("the output ends at once when nothing is posted, and shutting it down again does nothing")
    void t6_outputEndsAtOnceWhenNothingIsPostedAndOnlyOnce() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        recorder.connection().shutdownOutput();
        recorder.connection().shutdownOutput();
        awaitEnd(peer);
        assertFalse(recorder.send(new byte[] {1}), "a send was taken after shutdownOutput");
        recorder.connection().close();
        assertNull(recorder.next(Kind.CLOSED).cause(), "the cause of closed, when this side closed");
        recorder.connection().shutdownOutput();
    }

    @Test
    @Promise("the output may be ended from within sent, and what is posted by then still goes out")
    void t6_outputEndsFromWithinSentAfterWhatIsPosted() throws IOException {
        RemotePeer peer = peer();
        CountDownLatch refused = new CountDownLatch(1);
        Recorder recorder = started((connection, bench) -> new Recorder(connection, bench) {
            @Override
            protected void onSent(IoContext context) {
                if (context.sequence() == 0) {
                    send(pattern(2, 3));
                    connection().shutdownOutput();
                    if (!send(new byte[] {9})) {
                        refused.countDown();
                    }
                }
                context.release();
            }
        });
        assertTrue(recorder.send(pattern(0, 2)), "the send was refused");
        assertArrayEquals(pattern(0, 5), peer.read(5), "what came before the end");
        awaitEnd(peer);
        assertEquals(0, refused.getCount(), "a send was taken after shutdownOutput");
    }

    @Test
    @Promise("when both sides have ended their streams the connection is still there, until it is closed")
    void t6_bothSidesEndTheirStreams() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.receive(8), "the receive was refused");
        recorder.connection().shutdownOutput();
        awaitEnd(peer);
        peer.shutdownOutput();
        recorder.next(Kind.END_OF_STREAM);
        letWork();
        assertFalse(recorder.isClosed(), "closed has come, and nobody closed");
        recorder.connection().close();
        assertNull(recorder.next(Kind.CLOSED).cause(), "the cause of closed, when this side closed");
    }

    @Test
    @Promise("the end of the peer's stream is told as such, once, and receives are refused from then on")
    void t6_theEndOfTheStreamIsNoFailureAndComesOnce() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.receive(8), "the receive was refused");
        peer.write(new byte[] {7});
        peer.shutdownOutput();
        assertArrayEquals(new byte[] {7}, recorder.next(Kind.RECEIVED).bytes(), "what came before the end");
        assertTrue(recorder.receive(8), "a receive was refused before the end was told");
        recorder.next(Kind.END_OF_STREAM);
        assertFalse(recorder.receive(8), "a receive was taken after the end was told");
        recorder.assertQuiet();
        recorder.connection().close();
        assertNull(recorder.next(Kind.CLOSED).cause(), "the cause of closed, when this side closed");
    }

    @Test
    @Promise("a receive is refused from within endOfStream already")
    void t6_receiveIsRefusedFromWithinEndOfStream() throws IOException {
        RemotePeer peer = peer();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        Recorder recorder = started((connection, bench) -> new Recorder(connection, bench) {
            @Override
            protected void onEndOfStream() {
                if (!receive(8)) {
                    refused.countDown();
                }
                told.countDown();
            }
        });
        assertTrue(recorder.receive(8), "the receive was refused");
        peer.shutdownOutput();
        await("endOfStream to come", told);
        assertEquals(0, refused.getCount(), "a receive was taken");
    }

    @Test
    @Promise("after the end of the peer's stream sends still go out, and the connection stays")
    void t6_afterTheEndOfTheStreamSendsStillGoOut() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        assertTrue(recorder.receive(8), "the receive was refused");
        peer.shutdownOutput();
        recorder.next(Kind.END_OF_STREAM);
        assertTrue(recorder.send(pattern(0, 100_000), pattern(100_000, 1)), "the sends were refused");
        requirePattern(0, peer.read(100_001));
        recorder.next(Kind.SENT);
        recorder.next(Kind.SENT);
        recorder.connection().shutdownOutput();
        awaitEnd(peer);
        letWork();
        assertFalse(recorder.isClosed(), "closed has come, and nobody closed");
    }

    @Test
    @Promise(
            "receives that are left at the end of the stream complete as failed, when the connection closes at the latest")
    void t6_receivesLeftAtTheEndOfTheStreamCompleteAsFailed() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started();
        for (int i = 0; i < 3; i++) {
            assertTrue(recorder.receive(8), "a receive was refused");
        }
        peer.shutdownOutput();
        recorder.next(Kind.END_OF_STREAM);
        assertTrue(recorder.send(new byte[] {1}), "a send was refused");
        assertArrayEquals(new byte[] {1}, peer.read(1), "what was sent after the end");
        recorder.connection().close();
        int failed = 0;
        Event event = recorder.next();
        for (; event.kind() != Kind.CLOSED; event = recorder.next()) {
            failed += event.kind() == Kind.FAILED_RECEIVE ? 1 : 0;
        }
        assertEquals(2, failed, "receives that failed, of the two that were left");
        assertNull(event.cause(), "the cause of closed, when this side closed");
    }

    @Test
    @Promise("a close from within endOfStream fails what is left, and closed comes after it")
    void t6_closingFromWithinEndOfStreamClosesAfterIt() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = started((connection, bench) -> new Recorder(connection, bench) {
            @Override
            protected void onEndOfStream() {
                connection().close();
            }
        });
        assertTrue(recorder.receive(8), "the receive was refused");
        assertTrue(recorder.receive(8), "the receive was refused");
        peer.shutdownOutput();
        recorder.next(Kind.END_OF_STREAM);
        recorder.next(Kind.FAILED_RECEIVE);
        assertNull(recorder.next(Kind.CLOSED).cause(), "the cause of closed, when this side closed");
    }
}
