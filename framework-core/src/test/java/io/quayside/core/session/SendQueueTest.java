package io.quayside.core.session;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.core.fakes.ManualWorkers;
import io.quayside.core.fakes.TestPool;
import io.quayside.core.fakes.TestTransport;
import io.quayside.core.fakes.Unconnected;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendQueueTest {
    /** The memory of two contexts, however small they are. */
    private static final int MARK = 1024;

    private final ManualWorkers workers = new ManualWorkers();
    private final TestTransport transport = TestTransport.on(workers);
    private final TestPool pool = new TestPool().with(100, 16).with(40, 4096);
    private final QueueOfOne sender = new QueueOfOne(transport, pool, MARK);
    private final SendQueue queue = sender.queue;

    private void offer(String... texts) {
        for (String text : texts) {
            assertTrue(sender.offer(text));
        }
    }

    private String read() {
        return sender.connection.peer().read();
    }

    private List<Integer> batches() {
        return sender.connection.peer().batches();
    }

    @AfterEach
    void everythingComesBack() {
        transport.close();
        assertEquals(List.of(), transport.violations());
        assertEquals(0, queue.queued());
        pool.assertAllBack();
    }

    @Test
    void theFirstIsPostedAtOnce() {
        offer("a");
        assertEquals("a", read());
        assertEquals(1, queue.queued());
        workers.run();
        assertEquals(0, queue.queued());
        assertEquals(1, sender.sentBytes.get());
        pool.assertAllBack();
    }

    @Test
    void whatComesWhileOneIsInFlightIsPostedTogetherInOrder() {
        offer("a", "b", "c", "d");
        assertEquals(List.of(1), batches());
        workers.run();
        assertEquals(List.of(1, 3), batches());
        assertEquals("abcd", read());
    }

    @Test
    void howeverManyWaitTheyArePostedTogether() {
        sender.connection.peer().takes(0);
        for (int i = 0; i < 40; i++) {
            offer(String.valueOf((char) ('A' + i)));
        }
        sender.connection.peer().takesAll();
        workers.run();
        assertEquals(List.of(1, 39), batches());
        assertEquals("ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefgh", read());
    }

    @Test
    void aChainIsPostedInItsOrder() {
        IoContext first = sender.announced("1");
        IoContext second = sender.announced("2");
        first.next(second);
        second.next(sender.announced("3"));
        assertTrue(queue.offer(first));
        workers.run();
        assertEquals("123", read());
        assertEquals(List.of(3), batches());
    }

    @Test
    void aChainQueuesBehindWhatWaits() {
        offer("a", "b");
        IoContext first = sender.announced("1");
        first.next(sender.announced("2"));
        assertTrue(queue.offer(first));
        workers.run();
        assertEquals("ab12", read());
    }

    @Test
    void completionsWithinTheSendNeitherNestNorReorder() {
        transport.completesInline();
        for (int i = 0; i < 50; i++) {
            offer("x" + i % 10);
        }
        assertEquals(0, queue.queued());
        assertEquals("x0x1x2x3x4x5x6x7x8x9".repeat(5), read());
        assertEquals(100, sender.sentBytes.get());
    }

    @Test
    void aLongQueueDrainsWithinOneCompletionWithoutDeepStacks() {
        TestPool many = new TestPool().with(10_000, 1);
        QueueOfOne other = new QueueOfOne(transport, many, MARK);
        other.connection.peer().takes(0);
        for (int i = 0; i < 10_000; i++) {
            assertTrue(other.offer("x"));
        }
        transport.completesInline();
        other.connection.peer().takesAll();
        workers.run();
        assertEquals(0, other.queue.queued());
        assertEquals(10_000, other.sentBytes.get());
        many.assertAllBack();
    }

    @Test
    void aPartialWriteIsNobodysBusiness() {
        sender.connection.peer().takes(2);
        offer("abc", "def");
        workers.run();
        assertEquals("ab", read());
        assertEquals(0, sender.sentBytes.get());
        sender.connection.peer().takes(3);
        workers.run();
        assertEquals("cde", read());
        assertEquals(3, sender.sentBytes.get());
    }

    // ---- congestion

    @Test
    void isCongestedAboveTheMarkAndRelievedAtHalfOfIt() {
        sender.connection.peer().takes(0);
        offer("ab", "cd");
        assertFalse(queue.isCongested(), "at the mark, not above");
        offer("ef");
        assertTrue(queue.isCongested());
        assertEquals(6, queue.queued());
        sender.connection.peer().takes(3);
        workers.run();
        assertEquals(4, queue.queued());
        assertEquals(0, sender.relieved.get(), "part of a context doesn't count");
        sender.connection.peer().takes(1);
        workers.run();
        assertFalse(queue.isCongested());
        assertEquals(1, sender.relieved.get());
    }

    @Test
    void isRelievedOncePerCongestion() {
        for (int i = 1; i <= 3; i++) {
            sender.connection.peer().takes(0);
            offer("01234", "56789", "abcde");
            assertTrue(queue.isCongested());
            sender.connection.peer().takesAll();
            workers.run();
            assertEquals(i, sender.relieved.get());
        }
    }

    @Test
    void announcingTellsWhetherItCongests() {
        IoContext context = sender.filled("0123456789");
        long load = Backlog.load(context, 10);
        assertFalse(queue.wouldCongest(load));
        assertFalse(queue.announce(load));
        assertFalse(queue.announce(load));
        assertTrue(queue.wouldCongest(load));
        assertTrue(queue.announce(load));
        queue.terminate();
        context.next(sender.filled("9876543210"));
        assertFalse(queue.offer(context));
        assertFalse(queue.isCongested());
        assertEquals(1, sender.relieved.get(), "what is dropped relieves as well");
        assertFalse(queue.offer(sender.filled("the third!")));
    }

    @Test
    void whatIsDroppedRelieves() {
        sender.connection.peer().takes(0);
        offer("a", "b", "c");
        assertTrue(queue.isCongested());
        sender.connection.abort();
        workers.run();
        assertFalse(queue.isCongested());
        assertEquals(1, sender.relieved.get());
    }

    @Test
    void theThreadThatSentKeepsNothingOfIt() throws Exception {
        ExecutorService fresh = Executors.newSingleThreadExecutor();
        try {
            ReferenceQueue<IoContext> collected = new ReferenceQueue<>();
            Reference<IoContext> context = fresh.submit(() -> new WeakReference<>(offerUnpooled(), collected))
                    .get();
            workers.run();
            for (int i = 0; i < 100 && context.get() != null; i++) {
                System.gc();
                collected.remove(50);
            }
            assertNull(context.get(), "a server's memory would outlive it");
        } finally {
            fresh.shutdown();
        }
    }

    private IoContext offerUnpooled() {
        IoContext context = new IoContext(home -> {}, 0, ByteBuffer.allocate(1));
        queue.announce(Backlog.load(context, 1));
        queue.offer(context);
        return context;
    }

    @Test
    void aSendWithinAnotherConnectionsSendLeavesThatOneAlone() {
        List<IoContext> posted = new ArrayList<>();
        Connection outer = new Unconnected() {
            @Override
            public boolean send(IoContext first) {
                offer("inner");
                posted.add(first);
                return true;
            }
        };
        SendQueue outerQueue = new SendQueue(outer, sender, MARK);
        IoContext context = sender.filled("outer");
        outerQueue.announce(Backlog.load(context, 5));
        outerQueue.offer(context);
        assertEquals(List.of(context), posted);
        assertEquals("inner", read());
        outerQueue.sent(context);
    }

    // ---- ends

    @Test
    void anIdleQueueIsDrainedAsSoonAsItIsToFinish() {
        queue.finish();
        assertEquals(1, sender.drained.get());
        assertFalse(sender.offer("late"));
    }

    @Test
    void aBusyQueueIsDrainedWhenAllIsSent() {
        sender.connection.peer().takes(0);
        offer("a", "b", "c");
        queue.finish();
        assertEquals(0, sender.drained.get());
        sender.connection.peer().takesAll();
        workers.run();
        assertEquals("abc", read());
        assertEquals(1, sender.drained.get());
        assertFalse(sender.offer("late"));
    }

    @Test
    void finishingTwiceDrainsOnce() {
        offer("a");
        queue.finish();
        queue.finish();
        workers.run();
        queue.finish();
        assertEquals(1, sender.drained.get());
    }

    @Test
    void aTerminatedQueueIsNotDrained() {
        sender.connection.peer().takes(0);
        offer("a", "b");
        queue.finish();
        sender.connection.abort();
        workers.run();
        assertEquals(0, sender.drained.get());
        assertFalse(sender.offer("late"));
    }

    @Test
    void aFailedSendReleasesWhatIsInFlightAndWhatWaits() {
        sender.connection.peer().takes(0);
        for (int i = 0; i < 40; i++) {
            offer("x");
        }
        sender.connection.peer().reset();
        workers.run();
        assertEquals(0, queue.queued());
        pool.assertAllBack();
    }

    @Test
    void aRefusedSendReleasesEverythingThatWasToBeSent() {
        sender.connection.peer().takes(0);
        for (int i = 0; i < 40; i++) {
            offer("x");
        }
        sender.connection.shutdownOutput(); // refuses further posts, while those there are go on
        sender.connection.peer().takesAll();
        workers.run();
        assertEquals("x", read());
        assertEquals(0, queue.queued());
        pool.assertAllBack();
        assertFalse(sender.offer("late"));
    }

    @Test
    void whatAClosedQueueIsOfferedComesBackToThePool() {
        queue.terminate();
        IoContext first = sender.announced("a");
        first.next(sender.announced("b"));
        assertFalse(queue.offer(first));
        assertEquals(0, queue.waiting());
        pool.assertAllBack();
    }

    // ---- dropping

    @Test
    void theOldestThatIsNotUnderWayIsDropped() {
        QueueOfOne dropping = new QueueOfOne(transport, pool, MARK, 8 * 512);
        dropping.connection.peer().takes(0);
        for (int i = 0; i < 26; i++) {
            assertTrue(dropping.offer(String.valueOf((char) ('a' + i))));
            assertTrue(Backlog.memory(dropping.queue.waiting()) <= 8 * 512);
        }
        dropping.connection.peer().takesAll();
        workers.run();
        String read = dropping.connection.peer().read();
        assertTrue(read.startsWith("a"), "which was under way");
        assertTrue("abcdefghijklmnopqrstuvwxyz".endsWith(read.substring(1)), "the newest, with no gap: " + read);
        assertTrue(read.length() >= 7, read);
        assertEquals(26 - read.length(), dropping.droppedBytes.get());
        assertEquals(0, dropping.queue.waiting());
    }

    @Test
    void aQueueThatDropsPostsFewAtATime() {
        QueueOfOne dropping = new QueueOfOne(transport, pool, MARK, 1 << 20);
        for (int i = 0; i < 40; i++) {
            assertTrue(dropping.offer("x"));
        }
        workers.run();
        assertEquals(List.of(1, 16, 16, 7), dropping.connection.peer().batches());
        assertEquals(0, dropping.droppedBytes.get());
    }

    @Test
    void aQueueThatDropsIsTerminatedLikeAnyOther() {
        QueueOfOne dropping = new QueueOfOne(transport, pool, MARK, 4 * 512);
        dropping.connection.peer().takes(0);
        for (int i = 0; i < 40; i++) {
            assertTrue(dropping.offer("x"));
        }
        dropping.connection.abort();
        workers.run();
        assertFalse(dropping.offer("late"));
        assertEquals(0, dropping.queue.waiting());
        assertFalse(dropping.queue.isCongested());
    }

    @Test
    void whatIsNewestIsNeverDropped() {
        QueueOfOne dropping = new QueueOfOne(transport, pool, MARK, 4 * 512);
        dropping.connection.peer().takes(0);
        for (int i = 0; i < 30; i++) {
            IoContext large = requireNonNull(pool.acquire(4000)); // which alone is more than the limit
            large.buffer().put((byte) ('a' + i % 26)).flip();
            dropping.queue.announce(Backlog.load(large));
            assertTrue(dropping.queue.offer(large));
        }
        dropping.connection.peer().takesAll();
        workers.run();
        assertEquals("ad", dropping.connection.peer().read(), "what was under way, and the newest");
        assertEquals(28, dropping.droppedBytes.get());
        assertEquals(0, dropping.queue.waiting());
        pool.assertAllBack();
    }

    @Test
    void aQueueThatDropsPostsLittleAtATime() {
        QueueOfOne dropping = new QueueOfOne(transport, pool, MARK, 16 * 512);
        dropping.connection.peer().takes(0);
        for (int i = 0; i < 9; i++) {
            dropping.offer("x");
        }
        dropping.connection.peer().takesAll();
        workers.run();
        assertEquals(List.of(1, 4, 4), dropping.connection.peer().batches(), "at most a quarter of the limit");
        assertEquals(0, dropping.droppedBytes.get());
    }

    // ---- held

    @Test
    void whatIsOfferedBeforeTheConnectionIsStartedIsPostedThen() {
        QueueOfOne held = new QueueOfOne(transport, pool, MARK);
        assertTrue(held.queue.tryHold());
        assertTrue(held.offer("a"));
        assertTrue(held.offer("b"));
        workers.run();
        assertEquals(List.of(), held.connection.peer().batches());
        held.queue.open();
        workers.run();
        assertEquals("ab", held.connection.peer().read());
        assertEquals(List.of(2), held.connection.peer().batches());
    }

    @Test
    void aHeldQueueThatIsFinishedIsDrainedWhenItOpens() {
        QueueOfOne held = new QueueOfOne(transport, pool, MARK);
        assertTrue(held.queue.tryHold());
        held.queue.finish();
        assertEquals(0, held.drained.get());
        held.queue.open();
        assertEquals(1, held.drained.get());
    }

    @Test
    void whatATransportThatThrowsWasGivenComesBack() {
        Unconnected broken = new Unconnected() {
            @Override
            public boolean send(IoContext first) {
                throw new IllegalStateException("broken");
            }
        };
        SendQueue thrown = new SendQueue(broken, sender, MARK);
        IoContext first = requireNonNull(sender.filled("a"));
        thrown.announce(Backlog.load(first));
        assertThrows(IllegalStateException.class, () -> thrown.offer(first));
        assertEquals(0, thrown.waiting());
        IoContext late = requireNonNull(sender.filled("late"));
        thrown.announce(Backlog.load(late));
        assertFalse(thrown.offer(late));
        assertEquals(0, thrown.waiting());
        pool.assertAllBack();
    }
}
