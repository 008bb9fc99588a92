package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A send queue between threads that offer, some of which hold it meanwhile, a transport that completes, and an end that comes at any moment. When all is
 * quiet: every context came back, once; what one thread offered went out in that order; two threads never sent at once;
 * nothing is counted as waiting; who was told of congestion was told of its end; and finishing ended in drained, once.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class SendQueueModel implements Backlog.Watcher {
    private static final int EACH = 8;
    private static final int THREADS = 5;
    static final int MARK = 1024;

    private final Wire wire = new Wire();
    private final SendQueue queue;
    private final AtomicIntegerArray released = new AtomicIntegerArray(THREADS * EACH);
    private final int[] offered = new int[THREADS];
    private final AtomicBoolean finished = new AtomicBoolean();
    private final AtomicInteger congestions = new AtomicInteger();
    private final AtomicInteger reliefs = new AtomicInteger();
    private final AtomicInteger drops = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();

    @SuppressWarnings("this-escape") // to what nobody else knows yet
    public SendQueueModel() {
        queue = queue(wire);
        wire.completesTo(queue);
    }

    /** The queue that is looked at; called once, while this is made. */
    SendQueue queue(Wire connection) {
        return new SendQueue(connection, this, MARK);
    }

    @Operation
    public void offer(@Param(name = "thread") int thread) {
        announceAndOffer(next(thread), 1);
    }

    @Operation
    public void offerTwo(@Param(name = "thread") int thread) {
        IoContext first = next(thread);
        first.next(next(thread));
        announceAndOffer(first, 2);
    }

    @Operation
    public void offerWhileHeld(@Param(name = "thread") int thread) {
        boolean held = queue.tryHold();
        announceAndOffer(next(thread), 1);
        announceAndOffer(next(thread), 1);
        if (held) {
            queue.open();
        }
    }

    @Operation
    public void complete() {
        wire.complete();
    }

    @Operation
    public void finish() {
        finished.set(true);
        queue.finish();
    }

    @Operation
    public void lose() {
        wire.lose();
        queue.terminate();
    }

    private IoContext next(int thread) {
        int index = thread * EACH + offered[thread]++;
        return new IoContext(context -> released.incrementAndGet(context.index()), index, ByteBuffer.allocate(1));
    }

    private void announceAndOffer(IoContext first, int count) {
        if (queue.announce(count * Backlog.load(first, 1))) {
            congestions.incrementAndGet();
        }
        queue.offer(first);
    }

    @Override
    public void sent(int bytes) {}

    @Override
    public void dropped(int bytes) {
        drops.incrementAndGet();
    }

    @Override
    public void relieved() {
        reliefs.incrementAndGet();
    }

    @Override
    public void drained() {
        drains.incrementAndGet();
    }

    @Validate
    public void everythingIsInOrder() {
        boolean more = true;
        while (more) {
            more = wire.complete();
        }
        require(!wire.overlapped(), "two threads sent at once");
        for (int thread = 0; thread < offered.length; thread++) {
            for (int i = 0; i < EACH; i++) {
                int times = released.get(thread * EACH + i);
                require(times == (i < offered[thread] ? 1 : 0), "a context came back " + times + " times");
            }
        }
        requireOrder();
        require(queue.waiting() == 0, "something waits");
        require(!queue.isCongested(), "it is congested with nothing left to send");
        require(congestions.get() == 0 || reliefs.get() > 0, "congestion was told of, its end wasn't");
        require(drains.get() <= 1, "drained twice");
        require(drains.get() == 1 || !finished.get() || wire.isLost(), "finished and never drained");
    }

    private void requireOrder() {
        int[] next = new int[offered.length];
        for (int index : wire.order()) {
            require(index % EACH >= next[index / EACH], "sent in another order than offered");
            next[index / EACH] = index % EACH + 1;
        }
        int all = wire.order().size() + drops.get();
        require(all == IntStream.of(offered).sum() || finished.get() || wire.isLost(), "something was not sent");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
