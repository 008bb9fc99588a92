package io.quayside.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import io.quayside.core.fakes.Await;
import io.quayside.core.fakes.Peer;
import io.quayside.core.fakes.TestPool;
import io.quayside.core.fakes.TestTransport;
import io.quayside.core.fakes.Together;
import io.quayside.core.fakes.Unconnected;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several threads offer, others complete, and the connection goes when it likes. */
@Timeout(60)
class SendQueueContentionTest {
    private static final int THREADS = 4;
    private static final int EACH = 5_000;
    private static final int DIGITS = 6;

    private final TestTransport transport = TestTransport.threaded(2);
    private final TestPool pool = new TestPool().with(THREADS * EACH, 8);

    @AfterEach
    void close() {
        transport.close();
        assertEquals(List.of(), transport.violations());
        pool.assertAllBack();
    }

    @Test
    void nothingIsLostAndEachThreadsOrderIsKept() throws Exception {
        QueueOfOne sender = new QueueOfOne(transport, pool, 1000);
        Together.run(THREADS, thread -> {
            for (int i = 0; i < EACH; i++) {
                assertTrue(sender.offer(thread + "%05d".formatted(i)));
            }
        });
        finish(sender);
        assertEquals(0, sender.queue.queued());
        assertFalse(sender.queue.isCongested());
        assertEveryThreadsNumbers(sender.connection.peer().read(), EACH);
    }

    @Test
    void nothingIsLostWhenCompletionsComeWithinTheSend() throws Exception {
        transport.completesInline();
        nothingIsLostAndEachThreadsOrderIsKept();
    }

    private static void assertEveryThreadsNumbers(String read, int each) {
        int[] next = new int[THREADS];
        for (int at = 0; at < read.length(); at += DIGITS) {
            int thread = read.charAt(at) - '0';
            assertEquals(next[thread]++, Integer.parseInt(read.substring(at + 1, at + DIGITS)), "of thread " + thread);
        }
        for (int count : next) {
            assertEquals(each, count);
        }
    }

    @Test
    void whatWasTakenBeforeTheFinishIsSentAndTheRestRefused() throws Exception {
        for (int repeat = 0; repeat < 100; repeat++) {
            QueueOfOne sender = new QueueOfOne(transport, pool, 20);
            AtomicInteger taken = new AtomicInteger();
            Together.run(THREADS, thread -> {
                for (int i = 0; i < 50 && thread > 0; i++) {
                    taken.addAndGet(sender.offer("x") ? 1 : 0);
                }
                if (thread == 0) {
                    sender.queue.finish();
                }
            });
            awaitOne(sender.drained);
            assertEquals(taken.get(), sender.connection.peer().read().length());
            assertEquals(taken.get(), sender.sentBytes.get());
            assertEquals(0, sender.queue.queued());
            sender.connection.close();
            assertTrue(sender.over.await(10, TimeUnit.SECONDS));
            pool.assertAllBack();
        }
    }

    @Test
    void whatIsDroppedIsWholeAndTheRestKeepsItsOrder() throws Exception {
        QueueOfOne sender = new QueueOfOne(transport, pool, 1000, 40 * 512);
        Together.run(THREADS, thread -> {
            for (int i = 0; i < EACH; i++) {
                assertTrue(sender.offer(thread + "%05d".formatted(i)));
            }
        });
        finish(sender);
        assertEquals(0, sender.queue.waiting());
        String read = sender.connection.peer().read();
        assertEquals((long) THREADS * EACH * DIGITS, read.length() + sender.droppedBytes.get());
        int[] last = {-1, -1, -1, -1};
        for (int at = 0; at < read.length(); at += DIGITS) {
            int thread = read.charAt(at) - '0';
            int number = Integer.parseInt(read.substring(at + 1, at + DIGITS));
            assertTrue(number > last[thread], "of thread " + thread);
            last[thread] = number;
        }
    }

    @Test
    void everythingComesBackWhateverTheMomentOfTheEnd() throws Exception {
        for (int repeat = 0; repeat < 150; repeat++) {
            QueueOfOne sender = new QueueOfOne(transport, pool, 20);
            Peer peer = sender.connection.peer();
            Random random = new Random(repeat);
            peer.takes(random.nextInt(200));
            int moment = 1 + random.nextInt(100);
            AtomicInteger offered = new AtomicInteger();
            Together.run(THREADS, thread -> {
                for (int i = 0; i < 60; i++) {
                    sender.offer("x");
                    if (offered.incrementAndGet() == moment) {
                        peer.reset();
                    }
                }
            });
            assertTrue(sender.over.await(10, TimeUnit.SECONDS));
            assertEquals(0, sender.queue.queued(), "seed " + repeat);
            assertFalse(sender.queue.isCongested());
            pool.assertAllBack();
        }
    }

    @Test
    void whoIsRefusedDropsWhatIsTheirsAlone() throws Exception {
        int rounds = 2_000;
        int each = 200;
        CyclicBarrier round = new CyclicBarrier(THREADS);
        AtomicReference<SendQueue> queue = new AtomicReference<>();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        Together.run(THREADS, thread -> {
            Random random = new Random(thread);
            IoContext[] contexts = new IoContext[each];
            AtomicReference<IoContext> offering = new AtomicReference<>();
            Thread me = Thread.currentThread();
            ContextHome home = released -> {
                if (Thread.currentThread() == me && released != offering.get()) {
                    others.incrementAndGet();
                }
            };
            for (int n = 0; n < each; n++) {
                contexts[n] = new IoContext(home, n, ByteBuffer.allocate(1));
            }
            for (int i = 0; i < rounds; i++) {
                if (thread == 0) {
                    queue.set(stuckQueue());
                }
                round.await(10, TimeUnit.SECONDS);
                SendQueue mine = queue.get();
                for (int n = 0; n < each && thread > 0; n++) {
                    contexts[n].next(null);
                    offering.set(contexts[n]);
                    if (!mine.offer(contexts[n])) {
                        refused.incrementAndGet();
                        break;
                    }
                }
                if (thread == 0) {
                    for (int n = random.nextInt(400); n > 0; n--) {
                        Thread.onSpinWait();
                    }
                    mine.terminate();
                }
                round.await(10, TimeUnit.SECONDS);
            }
        });
        assertTrue(refused.get() > 0);
        assertEquals(0, others.get(), "whoever was refused released what was offered before");
    }

    /** A queue whose first send never completes, so that everything else waits in it. */
    private static SendQueue stuckQueue() {
        Backlog.Watcher nobody = new Backlog.Watcher() {
            @Override
            public void sent(int bytes) {}

            @Override
            public void dropped(int bytes) {}

            @Override
            public void relieved() {}

            @Override
            public void drained() {}
        };
        SendQueue queue = new SendQueue(
                new Unconnected() {
                    @Override
                    public boolean send(IoContext first) {
                        return true;
                    }
                },
                nobody,
                1 << 20);
        queue.offer(new IoContext(home -> {}, 0, ByteBuffer.allocate(1)));
        return queue;
    }

    @Test
    void everyCongestionIsRelieved() throws Exception {
        int rounds = 15_000;
        QueueOfOne sender = new QueueOfOne(transport, pool, 10);
        AtomicInteger withdrawn = new AtomicInteger();
        AtomicInteger stuck = new AtomicInteger();
        IoContext context = new IoContext(home -> {}, 0, ByteBuffer.allocate(11));
        long load = Backlog.load(context, 11);
        sender.queue.terminate(); // so that what is offered is dropped at once
        Together.run(2, thread -> {
            for (int i = 1; i <= rounds; i++) {
                if (thread == 0) {
                    sender.queue.announce(load);
                    while (withdrawn.get() < i) {
                        Thread.onSpinWait();
                    }
                    stuck.addAndGet(sender.queue.isCongested() ? 1 : 0);
                } else {
                    while (sender.queue.queued() == 0) {
                        Thread.onSpinWait();
                    }
                    sender.queue.offer(context);
                    withdrawn.incrementAndGet();
                }
            }
        });
        assertEquals(0, stuck.get(), "congested for good with nothing left to send");
    }

    private static void finish(QueueOfOne sender) {
        sender.queue.finish();
        awaitOne(sender.drained);
    }

    private static void awaitOne(AtomicInteger figure) {
        Await.until("it is drained", () -> figure.get() > 0);
        assertEquals(1, figure.get());
    }
}
