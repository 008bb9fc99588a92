package io.quayside.core.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.core.fakes.Together;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AddressCountsTest {
    private static InetAddress ip(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneAddressHasSoManyAndNoMore() {
        AddressCounts counts = new AddressCounts(2, 0);
        assertTrue(counts.enter(ip(1)));
        assertTrue(counts.enter(ip(1)));
        assertFalse(counts.enter(ip(1)));
        assertTrue(counts.enter(ip(2)));
        counts.leave(ip(1));
        assertTrue(counts.enter(ip(1)));
    }

    @Test
    void aNeighbourhoodHasSoManyAndNoMore() {
        AddressCounts counts = new AddressCounts(2, 3);
        assertTrue(counts.enter(ip(1)));
        assertTrue(counts.enter(ip(2)));
        assertTrue(counts.enter(ip(3)));
        assertFalse(counts.enter(ip(4)));
        counts.leave(ip(2));
        assertTrue(counts.enter(ip(4)), "who was refused wasn't counted");
    }

    @Test
    void whoHasLeftIsNotRemembered() {
        AddressCounts counts = new AddressCounts(2, 3);
        for (int i = 0; i < 200; i++) {
            assertTrue(counts.enter(ip(i)));
            counts.leave(ip(i));
        }
        assertEquals(0, counts.size());
    }

    @Test
    void withoutLimitsNobodyIsCounted() {
        AddressCounts counts = new AddressCounts(0, 0);
        for (int i = 0; i < 1_000; i++) {
            assertTrue(counts.enter(ip(1)));
        }
        assertEquals(0, counts.size());
    }

    @Test
    void manyAtOnceAreCountedRight() throws Exception {
        AddressCounts counts = new AddressCounts(3, 5);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Together.run(4, thread -> {
            for (int i = 0; i < 20_000; i++) {
                if (counts.enter(ip(i % 3))) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    counts.leave(ip(i % 3));
                }
            }
        });
        assertTrue(most.get() <= 5);
        assertEquals(0, counts.size());
    }
}
