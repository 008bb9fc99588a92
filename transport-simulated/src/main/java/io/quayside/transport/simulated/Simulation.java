package io.quayside.transport.simulated;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What drives a network: the clock, which stands still between events, the events to come, and what is drawn from the seed.
 *
 * <p>One lock guards everything on the network that can change. An event happens without it, takes it to change something,
 * and calls back without it (T7). Methods that need it already taken say so; the others take it by themselves.
 */
final class Simulation {
    private static final int DEEPEST_NESTING = 8;

    final Object lock = new Object();
    private final long seed;
    private final Draws draws;
    private final EventQueue queue = new EventQueue();
    private final Addresses addresses = new Addresses();
    private final Trace trace = new Trace();
    private final Elsewhere elsewhere = new Elsewhere(this);
    private final List<Throwable> thrown = new ArrayList<>();
    private Faults faults;
    private long now;
    private long steps;
    private int contexts;

    /** Whose thread is in a worker's event; only that thread looks for itself here. */
    private volatile @Nullable Thread worker;

    /** Whose thread plays another one; only that thread looks for itself here. */
    private volatile @Nullable Thread intruder;

    private int nesting;

    Simulation(long seed, Faults faults) {
        this.seed = seed;
        this.draws = new Draws(seed);
        this.faults = requireNonNull(faults, "faults");
    }

    /** Under the lock. */
    Draws draws() {
        return draws;
    }

    /** Under the lock. */
    Addresses addresses() {
        return addresses;
    }

    Elsewhere elsewhere() {
        return elsewhere;
    }

    /** What is the matter with the network at the moment; under the lock. */
    Faults profile() {
        return faults;
    }

    void profile(Faults changed) {
        synchronized (lock) {
            faults = requireNonNull(changed, "changed");
        }
    }

    long now() {
        synchronized (lock) {
            return now;
        }
    }

    long steps() {
        synchronized (lock) {
            return steps;
        }
    }

    /** Contexts that transports hold; under the lock. */
    int contexts() {
        return contexts;
    }

    /** Transports hold so many contexts more; under the lock. */
    void holds(int more) {
        contexts += more;
    }

    /** Lets an event happen after the usual delay; under the lock. */
    void soon(Event event) {
        long delay = draws.between(faults.leastDelay, faults.greatestDelay);
        schedule(event, draws.chance(faults.stalls) ? delay + draws.below(faults.longestStall) : delay);
    }

    /** Lets an event happen after so many nanoseconds; under the lock. */
    void schedule(Event event, long nanos) {
        scheduleAt(event, nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos);
    }

    /** Lets an event happen at a time; under the lock. */
    void scheduleAt(Event event, long due) {
        queue.add(event, due, draws.next());
    }

    /** Keeps an event from happening, if it would; under the lock. */
    void unschedule(Event event) {
        queue.remove(event);
    }

    /** How many of the bytes there are one read or write takes; under the lock. */
    int piece(int bytes, boolean read) {
        int most = Math.min(bytes, faults.largestPiece);
        boolean isShort = draws.chance(read ? faults.shortReads : faults.shortWrites);
        return isShort && most > 1 ? 1 + draws.below(most - 1) : most;
    }

    /** Lets the next event happen that is due until then; false when there is none. */
    boolean step(long until) {
        Event event;
        synchronized (lock) {
            event = queue.first();
            if (event == null || event.due > until) {
                return false;
            }
            queue.remove(event);
            now = Math.max(now, event.due);
            steps++;
        }
        perform(event);
        return true;
    }

    /** Whether anything is to come but timers that repeat for ever. */
    boolean hasFinite() {
        synchronized (lock) {
            return queue.hasFinite();
        }
    }

    /** Lets time pass up to some moment, if it isn't later already. */
    void passTo(long moment) {
        synchronized (lock) {
            now = Math.max(now, moment);
        }
    }

    /** Lets things happen until something holds, looked at under the lock, that has to come. */
    void driveUntil(BooleanSupplier condition, String what) {
        while (true) {
            synchronized (lock) {
                if (condition.getAsBoolean()) {
                    return;
                }
            }
            if (!step(Long.MAX_VALUE)) {
                throw new IllegalStateException(what + " waits for what will never come; " + explain());
            }
        }
    }

    /** Whether the calling thread is inside a callback or a task. */
    boolean isWorker() {
        return worker == Thread.currentThread();
    }

    /** Whether what has just been posted is to complete before the post returns; under the lock. */
    boolean completesInline() {
        return isWorker()
                && intruder != Thread.currentThread()
                && nesting < DEEPEST_NESTING
                && draws.chance(faults.inlineCompletions);
    }

    /** Lets an event, which is not queued, happen within the one that is happening. */
    void nest(Event event) {
        nesting++;
        try {
            event.happen();
        } finally {
            nesting--;
        }
    }

    /** As {@link #nest}, as another thread's doing. */
    void nestOutside(Event event) {
        Thread before = intruder;
        intruder = Thread.currentThread();
        try {
            event.happen();
        } finally {
            intruder = before;
        }
    }

    /** What other threads do may come in here. */
    void intrude() {
        elsewhere.intrude();
    }

    /** Runs what a test or a user of the network has given it. */
    void guarded(String name, Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            threw(name, t);
        }
    }

    /** Somebody's code threw. */
    void threw(String name, Throwable what) {
        synchronized (lock) {
            thrown.add(what);
            note(name, "throws " + what.getClass().getSimpleName());
        }
    }

    /** What was thrown since somebody asked last. */
    List<Throwable> takeThrown() {
        synchronized (lock) {
            List<Throwable> all = List.copyOf(thrown);
            thrown.clear();
            return all;
        }
    }

    void note(String name, String event) {
        synchronized (lock) {
            trace.record(now, name, event);
        }
    }

    /** Notes what happened to some bytes, whose first sixteen are given; under the lock. */
    void note(String name, String event, int size, long beginning, long continuation) {
        trace.record(now, name, event, size, beginning, continuation);
    }

    String trace() {
        synchronized (lock) {
            return trace.text();
        }
    }

    long digest() {
        synchronized (lock) {
            return trace.digest();
        }
    }

    String explain() {
        synchronized (lock) {
            return "seed " + seed + ", " + faults + "\nafter " + steps + " events, at " + Trace.seconds(now)
                    + " seconds, with " + queue.size() + " events to come:\n" + trace.text();
        }
    }

    private void perform(Event event) {
        Thread before = worker;
        worker = event.isWorkers() ? Thread.currentThread() : null;
        try {
            event.happen();
        } finally {
            worker = before;
        }
    }
}
