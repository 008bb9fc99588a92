package io.quayside.transport.nio2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.transport.nio2.PostQueue.Offer;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostQueueTest {
    private final PostQueue queue = new PostQueue();

    private static IoContext context(int index) {
        return new IoContext(context -> {}, index, ByteBuffer.allocate(1));
    }

    private Offer offer(IoContext context) {
        return queue.offer(context);
    }

    @Test
    void theFirstOffererOwnsWhatIsFree() {
        IoContext first = context(0);
        assertEquals(Offer.OWNED, offer(first));
        assertNull(first.next());
        assertEquals(Offer.QUEUED, offer(context(1)));
    }

    @Test
    void theOwnerTakesWhatWasOfferedInItsOrder() {
        offer(context(0));
        IoContext one = context(1);
        IoContext two = context(2);
        IoContext three = context(3);
        two.next(three);
        offer(one);
        offer(two);
        assertSame(one, queue.take());
        assertSame(two, one.next());
        assertSame(three, two.next());
        assertNull(three.next());
        assertNull(queue.take());
    }

    @Test
    void whatIsRefusedIsChainedAsItWas() {
        queue.closeIfFree();
        IoContext one = context(1);
        IoContext two = context(2);
        IoContext three = context(3);
        one.next(two);
        two.next(three);
        assertEquals(Offer.REFUSED, offer(one));
        assertSame(two, one.next());
        assertSame(three, two.next());
        assertNull(three.next());
    }

    @Test
    void itIsReleasedOnlyWhenNothingWasOffered() {
        offer(context(0));
        IoContext one = context(1);
        offer(one);
        assertSame(one, queue.takeOrRelease());
        assertEquals(Offer.QUEUED, offer(context(2)));
        queue.take();
        assertNull(queue.takeOrRelease());
        assertEquals(Offer.OWNED, offer(context(3)));
    }

    @Test
    void anOwnerThatClosesGetsWhatWasOfferedAndKeepsOwning() {
        offer(context(0));
        IoContext one = context(1);
        offer(one);
        assertSame(one, queue.close());
        assertEquals(Offer.REFUSED, offer(context(2)));
        assertNull(queue.take());
        assertFalse(queue.endIfFree());
        queue.release();
        assertEquals(Offer.REFUSED, offer(context(3)));
        assertTrue(queue.endIfFree());
        assertFalse(queue.endIfFree());
    }

    @Test
    void closingWhatIsFreeRefusesOffers() {
        assertTrue(queue.closeIfFree());
        assertFalse(queue.closeIfFree());
        assertEquals(Offer.REFUSED, offer(context(0)));
        assertTrue(queue.endIfFree());
    }

    @Test
    void whatIsOwnedIsEndedByItsOwnerAlone() {
        offer(context(0));
        assertFalse(queue.closeIfFree());
        assertFalse(queue.endIfFree());
        IoContext one = context(1);
        offer(one);
        assertFalse(queue.endIfFree());
        assertSame(one, queue.end());
        assertEquals(Offer.REFUSED, offer(context(2)));
        assertFalse(queue.endIfFree());
    }

    @Test
    void manyOfferersLoseNothingAndOneOwnsAtATime() throws Exception {
        int threads = 4;
        int each = 50_000;
        AtomicInteger owners = new AtomicInteger();
        AtomicInteger carried = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        ExecutorService offerers = Executors.newFixedThreadPool(threads);
        for (int t = 0; t < threads; t++) {
            offerers.execute(() -> {
                for (int i = 0; i < each; i++) {
                    IoContext context = context(i);
                    if (offer(context) == Offer.OWNED) {
                        together.accumulateAndGet(owners.incrementAndGet(), Math::max);
                        carry(context, carried, owners);
                    }
                }
                done.countDown();
            });
        }
        assertTrue(done.await(30, TimeUnit.SECONDS));
        offerers.shutdown();
        assertEquals(threads * each, carried.get());
        assertEquals(1, together.get());
    }

    private void carry(IoContext owned, AtomicInteger carried, AtomicInteger owners) {
        IoContext context = owned;
        do {
            for (; context != null; context = context.next()) {
                carried.incrementAndGet();
            }
            owners.decrementAndGet(); // before the release, after which the next owner may be there
            context = queue.takeOrRelease();
            if (context != null) {
                owners.incrementAndGet();
            }
        } while (context != null);
    }
}
