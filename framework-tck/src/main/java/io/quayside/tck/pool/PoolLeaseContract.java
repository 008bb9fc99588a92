package io.quayside.tck.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.tck.Promise;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What one thread sees of leases: P1 to P5.
 *
 * @since 0.1
 */
@Stable
public abstract class PoolLeaseContract extends PoolRules {
    private static final byte DATA = 42;

    /** For subclasses. */
    protected PoolLeaseContract() {}

    @Test
    @Promise("a context has the bytes that were asked for, or more, in direct memory, and all of it is writable")
    void p1_aContextHasTheBytesThatWereAskedFor() {
        int largest = pool.largestContext();
        for (int bytes : new int[] {0, 1, largest / 2, largest - 1, largest}) {
            IoContext context = acquire(bytes);
            ByteBuffer buffer = context.buffer();
            assertTrue(
                    buffer.capacity() >= bytes, () -> bytes + " bytes were asked for, and this was given: " + context);
            assertTrue(
                    buffer.capacity() <= largest, () -> "it is larger than the largest, " + largest + ": " + context);
            assertTrue(buffer.isDirect(), "the memory isn't direct");
            assertEquals(0, buffer.position(), "the position");
            assertEquals(buffer.capacity(), buffer.limit(), "the limit");
            context.release();
        }
    }

    @Test
    @Promise("what is acquired is held by nobody else, and no memory is in two contexts")
    void p1_whatIsAcquiredIsHeldByNobodyElse() {
        List<IoContext> all = takeAll();
        for (int i = 0; i < all.size(); i++) {
            IoContext context = all.get(i);
            assertNull(context.owner(), () -> "it was given twice: " + context);
            context.owner(i);
            fill(context, i);
        }
        for (int i = 0; i < all.size(); i++) {
            assertFilled(all.get(i), i, "a context whose memory another one overwrote");
            all.get(i).release();
        }
    }

    @Test
    @Promise("an exhausted pool gives nothing, within its limit, counts that, and gives again what comes back")
    void p1_anExhaustedPoolGivesNothing() {
        List<IoContext> all = takeAll();
        PoolStatistics full = pool.statistics();
        assertEquals(all.size(), full.inUse(), "contexts in use");
        assertTrue(full.capacity() <= full.limit(), () -> "the capacity is over the limit: " + full);
        long memory = all.stream().mapToLong(each -> each.buffer().capacity()).sum();
        assertTrue(memory <= full.memory(), () -> memory + " bytes were given, and it says: " + full);
        for (int i = 0; i < 3; i++) {
            assertNull(pool.acquire(0), "what an exhausted pool gave");
        }
        long counted = pool.statistics().exhausted() - full.exhausted();
        assertEquals(3, counted, "how often it had nothing to give, as it counts");
        IoContext first = all.get(0);
        first.release();
        assertSame(first, acquire(0), "what was given after one came back");
        all.forEach(IoContext::release);
    }

    @Test
    @Promise("a size that no context has is an error of the caller's, with the figure")
    void p1_aSizeThatNoContextHasIsRefused() {
        int more = pool.largestContext() + 1;
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> pool.acquire(more),
                "what is thrown by acquiring one byte too many");
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(Integer.toString(more)), () -> "the message doesn't say " + more + ": " + message);
        assertEquals(0, pool.statistics().inUse(), "contexts in use");
    }

    @Test
    @Promise("a closed pool gives nothing, and takes back what is out")
    void p1_aClosedPoolGivesNothingAndTakesBackWhatIsOut() {
        IoContext out = acquire(1);
        pool.close();
        assertNull(pool.acquire(1), "what a closed pool gave");
        out.release();
        assertEquals(0, pool.statistics().inUse(), "contexts in use when all are back");
    }

    @Test
    @Promise("a second release of a lease is refused, names the context, and leaves the pool as it was")
    void p2_aSecondReleaseIsRefused() {
        IoContext context = acquire(1);
        context.release();
        PoolStatistics before = pool.statistics();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, context::release, "what is thrown by releasing it again");
        String message = String.valueOf(refused.getMessage());
        assertTrue(
                message.matches(".*\\b" + context.index() + "\\b.*"),
                () -> "the message doesn't name context " + context.index() + ": " + message);
        assertEquals(before, pool.statistics(), "the figures after the second release");
        List<IoContext> all = takeAll();
        assertEquals(
                all.size(),
                all.stream().map(System::identityHashCode).distinct().count(),
                "contexts that are given once");
        all.forEach(IoContext::release);
    }

    @Test
    @Promise("at rest, what is idle and what is in use are together the capacity")
    void p3_idleAndInUseAreTheCapacity() {
        assertFigures(0);
        IoContext one = acquire(1);
        assertFigures(1);
        IoContext two = acquire(pool.largestContext());
        assertFigures(2);
        one.release();
        assertFigures(1);
        two.release();
        assertFigures(0);
        List<IoContext> all = takeAll();
        assertFigures(all.size());
        assertEquals(0, pool.statistics().idle(), "idle contexts of an exhausted pool");
        all.forEach(IoContext::release);
        assertFigures(0);
        assertEquals(all.size(), pool.statistics().idle(), "idle contexts when all are back");
    }

    private void assertFigures(int inUse) {
        PoolStatistics figures = pool.statistics();
        assertEquals(inUse, figures.inUse(), () -> "contexts in use, of " + figures);
        assertEquals(figures.capacity(), figures.idle() + figures.inUse(), () -> "idle and in use, of " + figures);
    }

    @Test
    @Promise("a context that comes again has no operation, owner, sequence, chain or data of its last lease")
    void p4_aContextComesBackClean() {
        for (boolean saysWhatWasUsed : new boolean[] {false, true}) {
            List<IoContext> all = takeAll();
            IoContext neighbour = all.get(all.size() - 1);
            for (IoContext context : all) {
                fill(context, DATA);
                if (saysWhatWasUsed) {
                    context.used(context.buffer().capacity());
                }
                context.buffer().position(3).limit(5);
                context.owner("its last holder");
                context.operation(Operation.SEND);
                context.sequence(7);
                context.next(neighbour);
            }
            all.forEach(IoContext::release);
            List<IoContext> again = takeAll();
            again.forEach(PoolLeaseContract::assertClean);
            again.forEach(IoContext::release);
        }
    }

    private static void assertClean(IoContext context) {
        assertEquals(Operation.NONE, context.operation(), "the operation");
        assertNull(context.owner(), "the owner");
        assertEquals(0, context.sequence(), "the sequence");
        assertNull(context.next(), "what is chained behind it");
        assertEquals(0, context.buffer().position(), "the position");
        assertEquals(context.buffer().capacity(), context.buffer().limit(), "the limit");
        assertFilled(context, 0, "a context with data of its last lease");
    }

    @Test
    @Promise("what was released last is given first")
    void p5_whatWasReleasedLastIsGivenFirst() {
        IoContext one = acquire(1);
        IoContext two = acquire(1);
        IoContext three = acquire(1);
        two.release();
        one.release();
        three.release();
        assertSame(three, acquire(1), "the context released last");
        assertSame(one, acquire(1), "the context released before it");
        assertSame(two, acquire(1), "the context released first");
        List.of(one, two, three).forEach(IoContext::release);
    }

    @Test
    @Promise("acquiring and releasing allocate nothing")
    void p5_acquiringAndReleasingAllocateNothing() {
        assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                        && threads.isThreadAllocatedMemorySupported(),
                "skipped, since this machine doesn't count what threads allocate");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int times = 10_000;
        acquireAndRelease(times);
        long before = threads.getCurrentThreadAllocatedBytes();
        acquireAndRelease(times);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < times, () -> bytes + " bytes were allocated for " + times + " leases");
    }

    private void acquireAndRelease(int times) {
        for (int i = 0; i < times; i++) {
            IoContext context = pool.acquire(1);
            if (context == null) {
                throw new AssertionError("nothing was given, and nothing is in use");
            }
            context.used(1);
            context.release();
        }
    }

    private static void fill(IoContext context, int number) {
        ByteBuffer whole = context.buffer().duplicate().clear();
        while (whole.hasRemaining()) {
            whole.put((byte) number);
        }
    }

    private static void assertFilled(IoContext context, int number, String otherwise) {
        ByteBuffer whole = context.buffer().duplicate().clear();
        while (whole.hasRemaining()) {
            if (whole.get() != (byte) number) {
                throw new AssertionError(otherwise + ", at byte " + (whole.position() - 1) + ": " + context);
            }
        }
    }
}
