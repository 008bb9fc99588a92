package io.quayside.core.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Two strands that are signalled from all sides, signal each other, stop for blocking tasks and are resumed, with workers
 * that may go away. When all is quiet: each event was handled after it was signalled last (none is lost), no callback ran
 * inside another of its strand (S1), and a thread was inside a strand exactly while it ran it.
 */
@Param(name = "strand", gen = IntGen.class, conf = "0:1")
@Param(name = "event", gen = IntGen.class, conf = "0:2")
public class StrandModel {
    /** An event that signals the other strand. */
    private static final int POKE = 1;

    /** An event that stops the strand for a blocking task. */
    private static final int BLOCK = 2;

    private static final int EVENTS = 3;

    private final Queue<Runnable> workers = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> blocking = new ConcurrentLinkedQueue<>();
    private final Tested[] strands = {new Tested(0), new Tested(1)};
    private volatile boolean refusing;

    @Operation
    public void signal(@Param(name = "strand") int strand, @Param(name = "event") int event) {
        strands[strand].tell(event, false);
    }

    @Operation
    public void signalLater(@Param(name = "strand") int strand, @Param(name = "event") int event) {
        strands[strand].tell(event, true);
    }

    @Operation
    public void work() {
        runOne(workers);
    }

    @Operation
    public void block() {
        runOne(blocking);
    }

    @Operation
    public void workersGo() {
        refusing = true;
    }

    private static boolean runOne(Queue<Runnable> tasks) {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    @Validate
    public void nothingIsLost() {
        boolean more = true;
        while (more) {
            more = runOne(workers) || runOne(blocking);
        }
        strands[0].requireQuiet();
        strands[1].requireQuiet();
    }

    private final class Tested extends Strand {
        private final int number;
        private final AtomicIntegerArray signalled = new AtomicIntegerArray(EVENTS);
        private final AtomicIntegerArray handled = new AtomicIntegerArray(EVENTS);
        private int pending;
        private int inside;
        private volatile boolean broken;

        Tested(int number) {
            this.number = number;
        }

        void tell(int event, boolean later) {
            signalled.incrementAndGet(event);
            if (later) {
                signalLater(1 << event);
            } else {
                signal(1 << event);
            }
            note(isCurrent() && inside == 0);
        }

        @Override
        boolean handle(int due) {
            callback(() -> {
                pending |= due;
                for (int event = 0; event < EVENTS; event++) {
                    if ((pending & (1 << event)) != 0) {
                        handled.set(event, signalled.get(event));
                    }
                }
                if ((pending & (1 << POKE)) != 0) {
                    strands[1 - number].tell(0, false);
                }
            });
            boolean stops = (pending & (1 << BLOCK)) != 0;
            pending = 0;
            if (stops) {
                leave();
                blocking.add(() -> {
                    runSuspended(() -> callback(() -> strands[1 - number].tell(0, false)));
                    post();
                });
            }
            return !stops;
        }

        private void note(boolean is) {
            if (is) {
                broken = true;
            }
        }

        private void callback(Runnable body) {
            note(!isCurrent() || inside != 0);
            inside++;
            body.run();
            inside--;
        }

        @Override
        void post() {
            if (refusing) {
                run();
            } else {
                workers.add(this);
            }
        }

        void requireQuiet() {
            if (broken || inside != 0) {
                throw new IllegalStateException(
                        "a callback ran inside another, or on a thread that wasn't in the strand");
            }
            for (int event = 0; event < EVENTS; event++) {
                if (handled.get(event) != signalled.get(event)) {
                    throw new IllegalStateException("event " + event + " was lost");
                }
            }
        }
    }
}
