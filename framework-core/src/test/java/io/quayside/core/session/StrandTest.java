package io.quayside.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.core.fakes.Together;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class StrandTest {
    private final Queue<Runnable> posted = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();

    /** Notes what it handles, and does what the test says besides; false stops it. */
    private final class Noting extends Strand {
        private final String name;
        private IntPredicate action = due -> true;

        Noting(String name) {
            this.name = name;
        }

        @Override
        boolean handle(int due) {
            log.add(name + due);
            return action.test(due);
        }

        @Override
        void post() {
            log.add("post " + name);
            posted.add(this);
        }
    }

    private void runPosted() {
        for (Runnable next = posted.poll(); next != null; next = posted.poll()) {
            next.run();
        }
    }

    @Test
    void aSignalRunsRightHere() {
        Noting strand = new Noting("a");
        strand.signal(1);
        strand.signal(2);
        assertEquals(List.of("a1", "a2"), log);
    }

    @Test
    void aLaterSignalIsPosted() {
        Noting strand = new Noting("a");
        strand.signalLater(1);
        strand.signalLater(4);
        assertEquals(List.of("post a"), log, "posted once for both");
        runPosted();
        assertEquals(List.of("post a", "a5"), log);
    }

    @Test
    void whatIsSignalledFromWithinIsHandledAfterwards() {
        Noting strand = new Noting("a");
        strand.action = due -> {
            if (due == 1) {
                strand.signal(2);
                strand.signalLater(4);
                log.add("back");
            }
            return true;
        };
        strand.signal(1);
        assertEquals(List.of("a1", "back", "a6"), log);
    }

    @Test
    void aSignalWithinAnotherStrandIsPosted() {
        Noting outer = new Noting("a");
        Noting inner = new Noting("b");
        outer.action = due -> {
            inner.signal(1);
            log.add("back");
            return true;
        };
        outer.signal(1);
        assertEquals(List.of("a1", "post b", "back"), log);
        runPosted();
        assertEquals(List.of("a1", "post b", "back", "b1"), log);
    }

    @Test
    void aStrandThatHasToRunWithinAnotherRunsAfterIt() {
        Noting outer = new Noting("a");
        Noting inner = new Noting("b");
        Noting innermost = new Noting("c");
        inner.action = due -> {
            innermost.signalLater(1);
            posted.remove().run();
            return true;
        };
        outer.action = due -> {
            if (due == 1) {
                inner.signalLater(1);
                posted.remove().run(); // as when the transport is closed and has no worker for it
                assertTrue(outer.isCurrent(), "what runs here is still the outer one");
                outer.signal(2);
            }
            return true;
        };
        outer.signal(1);
        assertEquals(List.of("a1", "post b", "a2", "b1", "post c", "c1"), log);
    }

    @Test
    void knowsWhetherItsCallbackIsRunning() {
        Noting strand = new Noting("a");
        Noting other = new Noting("b");
        strand.action = due -> strand.isCurrent() && !other.isCurrent();
        strand.signal(1);
        strand.signal(2);
        assertEquals(List.of("a1", "a2"), log);
        assertFalse(strand.isCurrent());
    }

    @Test
    void aStoppedStrandKeepsSignalsUntilItIsResumed() {
        Noting strand = new Noting("a");
        strand.action = due -> due != 1;
        strand.signal(1);
        strand.signal(2);
        strand.signalLater(4);
        assertEquals(List.of("a1"), log);
        strand.run();
        assertEquals(List.of("a1", "a6"), log);
        strand.signal(8);
        assertEquals(List.of("a1", "a6", "a8"), log);
    }

    @Test
    void aTaskOfAStoppedStrandIsWithinIt() {
        Noting strand = new Noting("a");
        strand.action = due -> false;
        strand.signal(1);
        List<Boolean> within = new ArrayList<>();
        strand.runSuspended(() -> within.add(strand.isCurrent()));
        within.add(strand.isCurrent());
        assertEquals(List.of(true, false), within);
    }

    @Test
    void whatIsPreparedRunsAtTheLaunchWithWhatCameMeanwhile() {
        Noting strand = new Noting("a");
        strand.prepare(1);
        strand.signal(2);
        strand.signalLater(4);
        assertEquals(List.of(), log);
        strand.launch();
        assertEquals(List.of("a7"), log);
    }

    @Test
    void aLaunchWithinAnotherStrandIsPosted() {
        Noting outer = new Noting("a");
        Noting fresh = new Noting("b");
        fresh.prepare(1);
        outer.action = due -> {
            fresh.launch();
            return true;
        };
        outer.signal(1);
        assertEquals(List.of("a1", "post b"), log);
    }

    // ---- many threads

    private static final int BITS = 8;

    /** Plain fields on purpose: only the strand's own order keeps the sum right. */
    private static final class Counting extends Strand {
        private final Queue<Runnable> later;
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicIntegerArray signalled = new AtomicIntegerArray(BITS);
        private final int[] seen = new int[BITS];
        private final Random stops = new Random(42);
        private int handled;
        private int overlaps;

        Counting(Queue<Runnable> later) {
            this.later = later;
        }

        @Override
        boolean handle(int due) {
            if (inside.incrementAndGet() != 1) {
                overlaps++;
            }
            handled++;
            for (int bit = 0; bit < BITS; bit++) {
                if ((due & (1 << bit)) != 0) {
                    seen[bit] = signalled.get(bit);
                }
            }
            boolean stop = stops.nextInt(16) == 0;
            inside.decrementAndGet();
            if (stop) {
                later.add(this);
            }
            return !stop;
        }

        @Override
        void post() {
            later.add(this);
        }
    }

    @Test
    void neverOverlapsAndLosesNoSignal() throws Exception {
        Queue<Runnable> later = new ConcurrentLinkedQueue<>();
        List<Counting> strands = List.of(new Counting(later), new Counting(later), new Counting(later));
        Together.run(5, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 60_000; i++) {
                Counting strand = strands.get(random.nextInt(strands.size()));
                int bit = random.nextInt(BITS);
                strand.signalled.incrementAndGet(bit);
                if (random.nextBoolean()) {
                    strand.signal(1 << bit);
                } else {
                    strand.signalLater(1 << bit);
                }
                runOne(later);
            }
        });
        boolean more = true;
        while (more) {
            more = runOne(later);
        }
        for (Counting strand : strands) {
            assertEquals(0, strand.overlaps);
            assertTrue(strand.handled > 0);
            for (int bit = 0; bit < BITS; bit++) {
                assertEquals(strand.signalled.get(bit), strand.seen[bit], "signals of bit " + bit + " seen");
            }
        }
    }

    private static boolean runOne(Queue<Runnable> later) {
        Runnable next = later.poll();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }
}
