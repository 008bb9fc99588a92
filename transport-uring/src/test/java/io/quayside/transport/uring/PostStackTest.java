package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostStackTest {
    private final PostStack stack = new PostStack();

    private static IoContext context(int index) {
        return new IoContext(released -> {}, index, ByteBuffer.allocate(0));
    }

    private static IoContext chain(int from, int count) {
        IoContext first = context(from);
        IoContext last = first;
        for (int i = 1; i < count; i++) {
            IoContext next = context(from + i);
            last.next(next);
            last = next;
        }
        return first;
    }

    private static List<Integer> indexes(IoContext chain) {
        List<Integer> indexes = new ArrayList<>();
        for (IoContext each = chain; each != null; each = each.next()) {
            indexes.add(each.index());
        }
        return indexes;
    }

    @Test
    void chainsComeOutInTheOrderOffered() {
        assertNull(stack.take());
        assertTrue(stack.offer(chain(0, 3)));
        assertTrue(stack.offer(chain(3, 1)));
        assertTrue(stack.offer(chain(4, 2)));
        assertEquals(List.of(0, 1, 2, 3, 4, 5), indexes(stack.take()));
        assertNull(stack.take());
    }

    @Test
    void aClosedOneRefusesAndLeavesTheChainAsItWas() {
        assertTrue(stack.offer(chain(0, 2)));
        assertEquals(List.of(0, 1), indexes(stack.close()));
        IoContext refused = chain(5, 3);
        assertFalse(stack.offer(refused));
        assertEquals(List.of(5, 6, 7), indexes(refused));
        assertNull(stack.take());
        assertNull(stack.close());
    }

    @Test
    void oneContextIsAChainToo() {
        IoContext alone = context(9);
        assertTrue(stack.offer(alone));
        assertSame(alone, stack.close());
        assertNull(alone.next());
    }

    @Test
    void aReceiveWithoutAContextIsSharedOnlyWhileItIsAlone() {
        assertTrue(stack.offer(Unlent.ALONE));
        assertSame(Unlent.ALONE, stack.take());
        assertTrue(stack.offer(Unlent.ALONE));
        assertTrue(stack.offer(chain(0, 2)));
        assertTrue(stack.offer(Unlent.ALONE));
        assertTrue(stack.offer(chain(2, 1)));
        assertEquals(List.of(-1, 0, 1, -1, 2), indexes(stack.take()));
        assertNull(Unlent.ALONE.next());
        assertNull(stack.close());
        assertFalse(stack.offer(Unlent.ALONE));
    }

    /** Each thread's chains come out in its order, and everything is either taken or refused. */
    @Test
    void manyOfferWhileOneTakesAndCloses() throws InterruptedException {
        int threads = 3;
        int each = 20_000;
        AtomicInteger offered = new AtomicInteger();
        List<Thread> posters = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int base = t * each;
            Thread poster = new Thread(() -> {
                for (int i = 0; i < each && stack.offer(chain(base + i, 2)); i += 2) {
                    offered.addAndGet(2);
                }
            });
            posters.add(poster);
            poster.start();
        }
        int[] last = {-1, -1, -1};
        int taken = 0;
        while (taken < each) {
            taken += check(stack.take(), each, last);
        }
        taken += check(stack.close(), each, last);
        for (Thread poster : posters) {
            poster.join();
        }
        assertEquals(offered.get(), taken);
        assertNull(stack.take());
    }

    private static int check(IoContext chain, int each, int[] last) {
        int count = 0;
        for (int index : indexes(chain)) {
            int thread = index / each;
            assertTrue(index % each > last[thread], "a thread's contexts out of order");
            last[thread] = index % each;
            count++;
        }
        return count;
    }
}
