package io.quayside.transport.uring.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.quayside.api.pool.IoContext;
import io.quayside.transport.uring.NeedsRing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsRing
class RingTest {
    private static final int ENTRIES = 8;

    private final List<Long> seen = new ArrayList<>();
    private final List<Integer> results = new ArrayList<>();
    private Ring ring;

    @BeforeEach
    void open() throws IOException {
        ring = Ring.open(ENTRIES);
    }

    @AfterEach
    void close() {
        ring.close();
    }

    private void note(long userData, int result, int flags) {
        seen.add(userData);
        results.add(result);
    }

    private void reapAll() {
        while (ring.pending() > 0) {
            ring.submitAndWait();
            ring.reap(this::note);
        }
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @Test
    void whatIsAskedForComesBack() {
        ring.operations().nop(0xFEDC_BA98_7654_3210L);
        assertTrue(ring.hasPrepared());
        assertFalse(ring.hasCompletions());
        ring.submitAndWait();
        assertFalse(ring.hasPrepared());
        assertTrue(ring.hasCompletions());
        assertEquals(1, ring.reap(this::note));
        assertEquals(List.of(0xFEDC_BA98_7654_3210L), seen);
        assertEquals(List.of(0), results);
        assertEquals(0, ring.pending());
    }

    @Test
    void oneCallIntoTheKernelDoesForMany() {
        for (int i = 0; i < ENTRIES; i++) {
            ring.operations().nop(i);
        }
        ring.submitAndWait();
        assertEquals(ENTRIES, ring.reap(this::note));
        assertEquals(1, ring.entered());
    }

    @Test
    void moreThanTheQueueHoldsIsHandedOverMeanwhile() {
        for (int i = 0; i < 3 * ENTRIES; i++) {
            ring.operations().nop(i);
        }
        reapAll();
        assertEquals(numbers(3 * ENTRIES), seen);
    }

    @Test
    void moreThanTheCompletionQueueHoldsWaitsInTheKernelInOrder() {
        int many = 4 * ENTRIES * 10;
        for (int i = 0; i < many; i++) {
            ring.operations().nop(i);
        }
        ring.submit();
        assertTrue(ring.hasOverflow());
        reapAll();
        assertEquals(numbers(many), seen);
        assertEquals(0, ring.lost());
        assertFalse(ring.hasOverflow());
    }

    @Test
    void aHandlerMayPrepareMoreThanTheQueueHolds() {
        int each = 2 * ENTRIES;
        ring.operations().nop(-1);
        ring.submitAndWait();
        ring.reap((userData, result, flags) -> {
            for (int i = 0; userData == -1 && i < each; i++) {
                ring.operations().nop(i);
            }
        });
        reapAll();
        assertTrue(seen.size() <= each);
        assertEquals(0, ring.pending());
    }

    @Test
    void aWaitEndsAfterItsTime() {
        ring.submitAndWait(1_000_000);
        assertEquals(0, ring.reap(this::note));
    }

    @Test
    void aTimeoutCompletesWhenItsTimeIsOver() {
        long start = System.nanoTime();
        ring.operations().timeout(3_000_000, 7);
        reapAll();
        assertTrue(System.nanoTime() - start >= 3_000_000);
        assertEquals(List.of(-Errno.ETIME), results);
    }

    @Test
    void whatIsCancelledSaysSo() {
        ring.operations().timeout(3_600_000_000_000L, 1);
        ring.operations().cancel(1, 2);
        reapAll();
        assertEquals(-Errno.ECANCELED, results.get(seen.indexOf(1L)));
        assertEquals(0, results.get(seen.indexOf(2L)));
    }

    @Test
    void everythingIsCancelled() throws IOException {
        try (Alarm alarm = Alarm.open()) {
            ring.operations().timeout(3_600_000_000_000L, 1);
            ring.operations().read(alarm, 2);
            ring.operations().pollMany(alarm.descriptor(), 3);
            ring.operations().cancelEverything(4);
            reapAll();
        }
        assertEquals(-Errno.ECANCELED, results.get(seen.indexOf(1L)));
        assertEquals(-Errno.ECANCELED, results.get(seen.indexOf(2L)));
        assertEquals(-Errno.ECANCELED, results.get(seen.indexOf(3L)));
    }

    @Test
    void anAlarmOfAnotherThreadEndsTheWait() throws Exception {
        try (Alarm alarm = Alarm.open()) {
            ring.operations().read(alarm, 5);
            Thread ringer = new Thread(alarm::ring);
            ringer.start();
            reapAll();
            ringer.join();
        }
        assertEquals(List.of(5L), seen);
        assertEquals(List.of(Long.BYTES), results);
    }

    @Test
    void aPollComesAgainAndAgain() throws IOException {
        try (Alarm alarm = Alarm.open()) {
            ring.operations().pollMany(alarm.descriptor(), 5);
            for (int i = 0; i < 3; i++) {
                alarm.ring();
                ring.submitAndWait();
                ring.reap(this::note);
            }
            assertEquals(List.of(5L, 5L, 5L), seen);
            assertEquals(1, ring.pending());
            ring.operations().cancelEverything(6);
            reapAll();
        }
    }

    @Test
    void onlyDirectBuffersAreTaken() {
        IoContext heap = new IoContext(context -> {}, 0, ByteBuffer.allocate(8));
        assertThrows(IllegalArgumentException.class, () -> ring.operations().send(-1, heap, 1));
    }

    @Test
    void aDescriptorThatIsNoneFailsAsSuch() {
        ring.operations().send(-1, new IoContext(context -> {}, 0, ByteBuffer.allocateDirect(8)), 1);
        reapAll();
        assertEquals(1, results.size());
        assertTrue(results.get(0) < 0, results.toString());
    }

    /** Some for whatever the machine does by itself, but far from a byte for each. */
    @Test
    void aRoundTripAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Completions ignore = (userData, result, flags) -> {};
        long rounds = 20_000;
        double perRound = 1;
        for (int attempt = 0; attempt < 10 && perRound > 0.1; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < rounds; i++) {
                ring.operations().nop(i);
                ring.submitAndWait();
                ring.reap(ignore);
            }
            perRound = (double) (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
        }
        assertTrue(perRound <= 0.1, perRound + " bytes for each round trip");
    }

    @Test
    void thisKernelIsRecentEnough() throws IOException {
        assertTrue(Probe.isRecentEnough(ring));
    }
}
