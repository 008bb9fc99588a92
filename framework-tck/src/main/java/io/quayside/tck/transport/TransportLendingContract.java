package io.quayside.tck.transport;

import static io.quayside.tck.transport.Bytes.requirePattern;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.tck.Promise;
import io.quayside.tck.transport.Event.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds for receives without a context ({@link Connection#receive()}): T1, T3 and T6 as for others, and P2 and P4 for what
 * is lent. Skipped where the transport lends none. Where it lends very many, nobody ever waits for one: run these rules on a
 * transport that is set to lend few as well.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportLendingContract extends TransportRules {
    private static final int BORROWERS = 20;

    /** For subclasses. */
    protected TransportLendingContract() {}

    /** A handler for the connection accepted next, whose transport lends contexts. */
    private Keeper borrower() {
        return borrower(Keeper::new);
    }

    private <H extends Recorder> H borrower(HandlerMaker<H> maker) {
        H recorder = started(maker);
        if (recorder.connection().lends() == 0) {
            assertThrows(
                    UnsupportedOperationException.class,
                    recorder::receive,
                    "what is thrown by a receive without a context where none is lent");
        }
        assertTrue(
                recorder.connection().lends() <= Connection.MOST_LENT, "more is lent than fits into a pool's contexts");
        assumeTrue(recorder.connection().lends() > 0, "skipped, since the transport lends no contexts: lends() is 0");
        return recorder;
    }

    @Test
    @Promise("a receive without a context completes with a lent one, of the size announced, filled from its beginning")
    void t1_aReceiveWithoutAContextBringsOne() throws IOException {
        RemotePeer peer = peer();
        Keeper keeper = borrower();
        for (int i = 0; i < 5; i++) {
            assertTrue(keeper.receive(), "the receive was refused");
            peer.write(pattern(i, 7));
            assertArrayEquals(pattern(i, 7), keeper.next(Kind.RECEIVED).bytes(), "what came");
            IoContext lent = taken(keeper);
            assertEquals(keeper.connection().lends(), lent.buffer().capacity(), "the size of what was lent");
            assertEquals(7, lent.buffer().position(), "the position behind what came");
            contexts.giveBack(lent);
        }
    }

    @Test
    @Promise("closing fails each receive without a context once, with a context without room")
    void t1_closingFailsReceivesWithoutAContext() throws IOException {
        RemotePeer peer = peer();
        Keeper keeper = borrower();
        for (int i = 0; i < 3; i++) {
            assertTrue(keeper.receive(), "a receive was refused");
        }
        keeper.connection().abort();
        for (int i = 0; i < 3; i++) {
            keeper.next(Kind.FAILED_RECEIVE);
        }
        keeper.next(Kind.CLOSED);
        keeper.assertQuiet();
        peer.close();
    }

    @Test
    @Promise("a receive without a context is refused after the close, and nothing comes of it")
    void t1_aReceiveWithoutAContextIsRefusedAfterTheClose() throws IOException {
        peer();
        Keeper keeper = borrower();
        keeper.connection().close();
        assertFalse(keeper.receive(), "a receive was taken after the close");
    }

    @Test
    @Promise("receives with and without a context complete in the order posted, and in that of the stream")
    void t3_receivesWithAndWithoutAContextShareOneOrder() throws IOException {
        RemotePeer peer = peer();
        Keeper keeper = borrower();
        int[] rooms = {0, 0, 3, 0, 5, 4, 0, 0};
        for (int room : rooms) {
            assertTrue(room == 0 ? keeper.receive() : keeper.receive(room), "a receive was refused");
        }
        int from = 0;
        for (int room : rooms) {
            int size = room == 0 ? 6 : room;
            peer.write(pattern(from, size));
            assertArrayEquals(pattern(from, size), keeper.next(Kind.RECEIVED).bytes(), "what came");
            IoContext context = taken(keeper);
            assertEquals(room == 0, contexts.isLent(context), "whether it was lent");
            contexts.giveBack(context);
            from += size;
        }
    }

    @Test
    @Promise("receives posted from a callback by turns with and without a context bring the stream whole and in order")
    void t3_byTurnsWithAndWithoutAContextTheStreamComesWhole() throws IOException {
        int size = many(400_000);
        RemotePeer peer = peer();
        ByTurns recorder = borrower(ByTurns::new);
        recorder.receiveNext();
        recorder.receiveNext();
        int half = Math.min(size / 2, 20_000);
        peer.write(pattern(0, half));
        peer.write(pattern(half, size - half));
        await("the whole stream to come", () -> recorder.bytes() == size);
        requirePattern(0, recorder.all());
    }

    @Test
    @Promise("what is lent may be sent back as it is, and is released when that is done")
    void t4_whatIsLentMayBeSent() throws IOException {
        RemotePeer peer = peer();
        Recorder recorder = borrower((connection, bench) -> new Recorder(connection, bench) {
            @Override
            protected void onReceived(IoContext context, byte[] bytes) {
                context.buffer().flip();
                assertTrue(send(context), "a send was refused");
                assertTrue(receive(), "a receive was refused");
            }
        });
        assertTrue(recorder.receive(), "the receive was refused");
        for (int from = 0; from < 1_000; from += 20) {
            peer.write(pattern(from, 20));
            requirePattern(from, peer.read(20));
        }
    }

    @Test
    @Promise("the end of the stream completes a receive without a context, with a context without room")
    void t6_theEndOfTheStreamLendsNothing() throws IOException {
        RemotePeer peer = peer();
        Keeper keeper = borrower();
        assertTrue(keeper.receive(), "a receive was refused");
        assertTrue(keeper.receive(), "a receive was refused");
        peer.write(pattern(0, 9));
        assertArrayEquals(pattern(0, 9), keeper.next(Kind.RECEIVED).bytes(), "what came before the end");
        peer.shutdownOutput();
        keeper.next(Kind.END_OF_STREAM);
        assertFalse(keeper.receive(), "a receive was taken after the end of the stream");
        contexts.giveBack(taken(keeper));
    }

    @Test
    @Promise("a lent context that is released twice is refused the second time")
    void p2_aSecondReleaseOfALentContextIsRefused() throws IOException {
        RemotePeer peer = peer();
        Keeper keeper = borrower();
        assertTrue(keeper.receive(), "the receive was refused");
        peer.write(pattern(0, 3));
        keeper.next(Kind.RECEIVED);
        IoContext lent = taken(keeper);
        contexts.giveBack(lent);
        assertThrows(IllegalStateException.class, lent::release, "what is thrown by a second release");
    }

    @Test
    @Promise("a lent context holds nothing of those who had it before")
    void p4_aLentContextIsClean() throws IOException {
        RemotePeer peer = peer();
        Keeper keeper = borrower();
        for (int i = 0; i < 40; i++) {
            int size = i % 5 == 0 ? 100 : 1;
            assertTrue(i % 3 == 1 ? keeper.receive(100) : keeper.receive(), "a receive was refused");
            peer.write(pattern(i, size));
            assertArrayEquals(pattern(i, size), keeper.next(Kind.RECEIVED).bytes(), "what came");
            IoContext context = taken(keeper);
            for (int at = size; at < context.buffer().capacity(); at++) {
                assertEquals(0, context.buffer().get(at), "byte " + at + " of a context in which " + size + " came");
            }
            contexts.giveBack(context);
        }
    }

    @Test
    @Promise("what is lent stays its holder's when connection and transport are closed, and can be released afterwards")
    void t9_whatIsLentMayComeBackAfterTheEnd() throws Exception {
        RemotePeer peer = peer();
        Keeper keeper = borrower();
        assertTrue(keeper.receive(), "the receive was refused");
        peer.write(pattern(0, 50));
        keeper.next(Kind.RECEIVED);
        IoContext lent = taken(keeper);
        keeper.connection().close();
        keeper.awaitClosed();
        assertArrayEquals(pattern(0, 50), content(lent), "what was lent, after the close of the connection");
        transport.close();
        assertArrayEquals(pattern(0, 50), content(lent), "what was lent, after the close of the transport");
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread releasing = new Thread(() -> contexts.giveBack(lent));
        releasing.setUncaughtExceptionHandler((thread, cause) -> thrown.set(cause));
        releasing.start();
        releasing.join();
        assertEquals(null, thrown.get(), "what is thrown by a release after the end");
        assertThrows(IllegalStateException.class, lent::release, "what is thrown by a second release");
    }

    private static byte[] content(IoContext context) {
        byte[] bytes = new byte[context.buffer().position()];
        context.view().clear().get(bytes);
        return bytes;
    }

    @Test
    @Promise("while everything is lent, receives wait, and complete when something comes back")
    void t1_whoFindsNothingToBorrowWaits() throws IOException {
        List<RemotePeer> peers = new ArrayList<>();
        List<Keeper> keepers = new ArrayList<>();
        for (int i = 0; i < BORROWERS; i++) {
            peers.add(peer());
            keepers.add(borrower());
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < BORROWERS; i++) {
                assertTrue(keepers.get(i).receive(), "a receive was refused");
                peers.get(i).write(pattern(100L * i + round, 10));
            }
            letWork();
            for (int left = BORROWERS; left > 0; ) {
                await("a receive to complete", () -> keepers.stream().anyMatch(Keeper::keeps));
                left -= (int) keepers.stream().filter(this::giveBackOne).count();
            }
            for (int i = 0; i < BORROWERS; i++) {
                byte[] came = keepers.get(i).next(Kind.RECEIVED).bytes();
                assertArrayEquals(pattern(100L * i + round, 10), came, "what came for connection " + i);
            }
        }
    }

    /** What a keeper keeps, or is just about to: the event comes before. */
    private IoContext taken(Keeper keeper) {
        await("what was received to be kept", keeper::keeps);
        return requireNonNull(keeper.take());
    }

    private boolean giveBackOne(Keeper keeper) {
        IoContext kept = keeper.take();
        if (kept != null) {
            contexts.giveBack(kept);
        }
        return kept != null;
    }

    @Test
    @Promise("who waits for something to borrow and is closed meanwhile is told, and keeps nothing from others")
    void t1_whoWaitsToBorrowMayBeClosed() throws IOException {
        List<RemotePeer> peers = new ArrayList<>();
        List<Keeper> keepers = new ArrayList<>();
        for (int i = 0; i < BORROWERS; i++) {
            peers.add(peer());
            keepers.add(borrower());
            assertTrue(keepers.get(i).receive(), "a receive was refused");
            peers.get(i).write(pattern(i, 10));
        }
        letWork();
        for (int i = 0; i < BORROWERS; i += 2) {
            keepers.get(i).connection().close();
            keepers.get(i).awaitClosed();
        }
        await("the receives of those that are open to complete", () -> {
            keepers.forEach(this::giveBackOne);
            return keepers.stream().allMatch(keeper -> keeper.isClosed() || keeper.hasReceived());
        });
        keepers.forEach(this::giveBackOne);
    }

    @Test
    @Needs(Capability.THREADS)
    @Promise("what is released by other threads is lent again, while traffic flows")
    void t1_whatOtherThreadsReleaseIsLentAgain() throws Exception {
        int size = Math.max(200, many(30_000));
        ExecutorService others = Executors.newFixedThreadPool(3);
        try {
            List<RemotePeer> peers = new ArrayList<>();
            List<PassedOn> recorders = new ArrayList<>();
            for (int i = 0; i < BORROWERS; i++) {
                peers.add(peer());
                recorders.add(borrower((connection, bench) -> new PassedOn(connection, bench, others)));
                assertTrue(recorders.get(i).receive(), "a receive was refused");
            }
            for (int from = 0; from < size; from += 50) {
                for (RemotePeer peer : peers) {
                    peer.write(pattern(from, 50));
                }
            }
            for (RemotePeer peer : peers) {
                peer.shutdownOutput();
            }
            for (PassedOn recorder : recorders) {
                await("the end of a stream", recorder.ended);
                assertEquals(null, recorder.thrown.get(), "what went wrong on another thread");
                assertEquals((size + 49) / 50 * 50, recorder.at.get(), "bytes that came");
            }
        } finally {
            others.shutdown();
        }
    }
}
