package io.quayside.transport.nio2;

import io.quayside.api.pool.IoContext;
import io.quayside.transport.nio2.PostQueue.Offer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: threads offer chains of two, the owner carries them out and completes on whatever thread,
 * and the direction is closed or ended at any moment. There is one owner at a time; each context is carried out or handed
 * back, once, those of a thread in order; a refused chain is as it was; and after the end nothing is taken.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class PostQueueModel {
    private static final int EACH = 16;
    private static final int THREADS = 5;

    private final PostQueue queue = new PostQueue();
    private final AtomicIntegerArray seen = new AtomicIntegerArray(THREADS * EACH);
    private final int[] offered = new int[THREADS];
    private final int[] carriedOut = new int[THREADS];

    /** A completion is due: who takes it down owns the direction. */
    private final AtomicBoolean underWay = new AtomicBoolean();

    private int owners;
    private volatile @Nullable String broken;
    private volatile boolean refusing;

    @Operation
    public void offer(@Param(name = "thread") int thread) {
        boolean refused = refusing;
        IoContext first = next(thread);
        IoContext second = next(thread);
        first.next(second);
        Offer outcome = queue.offer(first);
        if (outcome != Offer.QUEUED && (first.next() != second || second.next() != null)) {
            broken = "a chain that was not queued was changed";
        }
        if (refused && outcome != Offer.REFUSED) {
            broken = "something was taken after the end";
        }
        if (outcome == Offer.REFUSED) {
            seen.incrementAndGet(first.index());
            seen.incrementAndGet(second.index());
        } else if (outcome == Offer.OWNED) {
            carryOut(first);
        }
    }

    /** A completion: the owner takes what there is, or lets go. */
    @Operation
    public void complete() {
        if (underWay.compareAndSet(true, false)) {
            owners++;
            IoContext more = queue.take();
            if (more == null) {
                owners--; // for who comes when it is let go
                more = queue.takeOrRelease();
                owners += more == null ? 0 : 1;
            }
            if (more != null) {
                owners--;
                carryOut(more);
            }
        }
    }

    @Operation
    public void close() {
        if (queue.closeIfFree()) {
            refusing = true;
        } else if (underWay.compareAndSet(true, false)) {
            handBack(queue.close());
            refusing = true;
            queue.release();
        }
    }

    @Operation
    public void end() {
        if (queue.endIfFree()) {
            refusing = true;
        } else if (underWay.compareAndSet(true, false)) {
            handBack(queue.end());
            refusing = true;
        }
    }

    private IoContext next(int thread) {
        return new IoContext(context -> {}, thread * EACH + offered[thread]++, ByteBuffer.allocate(0));
    }

    private void carryOut(IoContext first) {
        if (owners++ != 0) {
            broken = "two own the direction";
        }
        for (IoContext each = first; each != null; each = each.next()) {
            seen.incrementAndGet(each.index());
            int thread = each.index() / EACH;
            int place = each.index() % EACH;
            if (place < carriedOut[thread]) {
                broken = "carried out in another order than offered";
            }
            carriedOut[thread] = place + 1;
        }
        owners--;
        underWay.set(true);
    }

    private void handBack(@Nullable IoContext first) {
        for (IoContext each = first; each != null; each = each.next()) {
            seen.incrementAndGet(each.index());
        }
    }

    @Validate
    public void nothingIsLost() {
        while (underWay.get()) {
            complete();
        }
        if (broken != null) {
            throw new IllegalStateException(broken);
        }
        for (int thread = 0; thread < THREADS; thread++) {
            for (int i = 0; i < EACH; i++) {
                int times = seen.get(thread * EACH + i);
                if (times != (i < offered[thread] ? 1 : 0)) {
                    throw new IllegalStateException("a context was carried out or handed back " + times + " times");
                }
            }
        }
    }
}
