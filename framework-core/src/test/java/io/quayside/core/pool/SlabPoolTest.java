package io.quayside.core.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.pool.PoolStatistics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlabPoolTest {
    private final SizeClass small = new SizeClass(64, 2, null);
    private final SlabPool pool = new SlabPool(small, new SizeClass(256, 2, small));

    private IoContext acquire(int bytes) {
        IoContext context = pool.acquire(bytes);
        assertNotNull(context);
        return context;
    }

    @Test
    void givesTheSmallestThatFits() {
        assertEquals(64, acquire(0).buffer().capacity());
        assertEquals(64, acquire(64).buffer().capacity());
        assertEquals(256, acquire(65).buffer().capacity());
        assertEquals(256, pool.largestContext());
    }

    @Test
    void aLargerOneHelpsOutWhenAllOfTheSizeAreTaken() {
        acquire(1);
        acquire(1);
        assertEquals(256, acquire(1).buffer().capacity());
        assertEquals(256, acquire(1).buffer().capacity());
        assertNull(pool.acquire(1));
    }

    @Test
    void aSmallerOneDoesNotHelpOut() {
        acquire(256);
        acquire(256);
        assertNull(pool.acquire(256));
    }

    @Test
    void refusesSizesThatNoContextHas() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> pool.acquire(257));
        assertEquals("a context of 257 bytes; the largest here have 256", refused.getMessage());
    }

    @Test
    void aFreshContextIsDirectMemoryAndWhollyWritable() {
        ByteBuffer buffer = acquire(64).buffer();
        assertTrue(buffer.isDirect());
        assertEquals(0, buffer.position());
        assertEquals(64, buffer.limit());
    }

    @Test
    void contextsDontShareMemory() {
        IoContext one = acquire(64);
        IoContext other = acquire(64);
        fill(one, 64);
        assertZero(other);
    }

    @Test
    void whatComesBackIsCleanWhenItsHolderSaidHowMuchWasUsed() {
        assertComesBackClean(10);
    }

    @Test
    void whatComesBackIsCleanWhenItsHolderSaidNothing() {
        assertComesBackClean(-1);
    }

    private void assertComesBackClean(int used) {
        IoContext context = acquire(256);
        fill(context, used < 0 ? 256 : used);
        if (used >= 0) {
            context.used(used);
        }
        context.buffer().position(3).limit(5);
        context.owner("somebody");
        context.operation(Operation.SEND);
        context.sequence(7);
        context.next(acquire(256));
        context.release();
        assertSame(context, acquire(256), "the last released comes first");
        assertEquals(0, context.buffer().position());
        assertEquals(256, context.buffer().limit());
        assertZero(context);
        assertNull(context.owner());
        assertNull(context.next());
        assertEquals(Operation.NONE, context.operation());
        assertEquals(0, context.sequence());
    }

    @Test
    void whatALeaseUsedIsForgottenWithIt() {
        IoContext context = acquire(256);
        context.used(1);
        context.release();
        IoContext again = acquire(256);
        assertSame(context, again);
        fill(again, 256);
        again.release();
        assertZero(acquire(256));
    }

    @Test
    void refusesASecondReleaseNamingTheContext() {
        IoContext context = acquire(256);
        context.release();
        PoolStatistics before = pool.statistics();
        IllegalStateException refused = assertThrows(IllegalStateException.class, context::release);
        assertEquals(
                "I/O context of 256 bytes, number 0 was released already; each lease is released once",
                refused.getMessage());
        assertEquals(before, pool.statistics());
        assertNotSame(acquire(256), acquire(256));
        assertNull(pool.acquire(256));
    }

    @Test
    void theFiguresAreThoseOfAllSizes() {
        assertEquals(new PoolStatistics(0, 0, 4, 0, 0), pool.statistics());
        IoContext held = acquire(1);
        acquire(200);
        assertEquals(new PoolStatistics(4, 2, 4, 2 * 64 + 2 * 256, 0), pool.statistics());
        held.release();
        assertEquals(3, pool.statistics().idle());
    }

    @Test
    void aClosedPoolGivesNothingAndTakesEverythingBack() {
        IoContext held = acquire(1);
        pool.close();
        assertNull(pool.acquire(1));
        held.release();
        assertEquals(0, pool.statistics().inUse());
    }

    // ---- waiting

    private final List<String> told = new ArrayList<>();

    private void waitAs(String name, int bytes, boolean stillWanted) {
        pool.whenAvailable(bytes, () -> {
            told.add(name);
            return stillWanted;
        });
    }

    private List<IoContext> takeAll() {
        return List.of(acquire(1), acquire(1), acquire(256), acquire(256));
    }

    @Test
    void whoAsksWhileOneIsFreeIsToldAtOnce() {
        acquire(1);
        waitAs("first", 1, true);
        assertEquals(List.of("first"), told);
    }

    @Test
    void whoAsksWhileALargerOneIsFreeIsToldAtOnce() {
        acquire(1);
        acquire(1);
        acquire(256).release();
        waitAs("first", 1, true);
        assertEquals(List.of("first"), told);
    }

    @Test
    void whoAskedFirstIsToldFirstOneForEachRelease() {
        List<IoContext> all = takeAll();
        waitAs("first", 1, true);
        waitAs("second", 1, true);
        waitAs("third", 1, true);
        assertEquals(List.of(), told);
        all.get(0).release();
        assertEquals(List.of("first"), told);
        all.get(1).release();
        assertEquals(List.of("first", "second"), told);
    }

    @Test
    void whoWantsItNoLongerPassesItOn() {
        List<IoContext> all = takeAll();
        waitAs("first", 1, false);
        waitAs("second", 1, false);
        waitAs("third", 1, true);
        waitAs("fourth", 1, true);
        all.get(0).release();
        assertEquals(List.of("first", "second", "third"), told);
    }

    @Test
    void whoWaitsForASmallOneIsToldOfALargeOne() {
        List<IoContext> all = takeAll();
        waitAs("small", 1, true);
        all.get(2).release();
        assertEquals(List.of("small"), told);
    }

    @Test
    void whoWaitsForALargeOneComesBeforeWhoWaitsForASmallOne() {
        List<IoContext> all = takeAll();
        waitAs("small", 1, true);
        waitAs("large", 256, true);
        all.get(2).release();
        assertEquals(List.of("large"), told, "a small one may come for the other");
        all.get(3).release();
        assertEquals(List.of("large", "small"), told);
    }

    @Test
    void whoWaitsForALargeOneIsNotToldOfASmallOne() {
        List<IoContext> all = takeAll();
        waitAs("large", 256, true);
        all.get(0).release();
        all.get(1).release();
        assertEquals(List.of(), told);
        all.get(3).release();
        assertEquals(List.of("large"), told);
    }

    private static void fill(IoContext context, int bytes) {
        for (int i = 0; i < bytes; i++) {
            context.buffer().put(i, (byte) 42);
        }
    }

    private static void assertZero(IoContext context) {
        for (int i = 0; i < context.buffer().capacity(); i++) {
            assertEquals(0, context.buffer().get(i), "byte " + i);
        }
    }
}
