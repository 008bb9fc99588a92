package io.quayside.core.pool;

import io.quayside.api.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells which I/O contexts of a pool are lost (P7): when the pool closes, all that are still out; before that, those whose
 * owner is a session that has been closed for a while. To be out for long is no leak by itself: each quiet session holds one.
 *
 * <p>There is no thread for it. Whoever acquires a tracked context after the time has passed looks, one thread at a time, and
 * the others don't wait. Any thread may call.
 */
final class LeakWatch {
    /** One lease of so many is tracked when they are sampled. */
    static final int ONE_IN = 128;

    /** The most contexts that one report lists; the others are counted. */
    static final int LINES = 20;

    /** Places are shared up to so many; more than the framework has, and a bound if a plugin recurses without end. */
    private static final int PLACES = 4096;

    private final int oneIn;
    private final long after;
    private final LongSupplier nanos;
    private final Consumer<String> log;
    private final List<LeaseTracker> trackers = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<Place, Place> places = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lookAt;

    /**
     * A watch over no size class yet.
     *
     * @param tracking which leases are tracked; not OFF, which has no watch
     * @param after how long a session has to be closed, as the looks see it, before what it holds counts as lost
     * @param nanos tells the time, like {@link System#nanoTime()}
     * @param log takes each line of a report
     */
    LeakWatch(LeakTracking tracking, Duration after, LongSupplier nanos, Consumer<String> log) {
        this.oneIn = tracking == LeakTracking.FULL ? 1 : ONE_IN;
        this.after = after.toNanos();
        this.nanos = nanos;
        this.log = log;
        this.lookAt = nanos.getAsLong() + this.after;
    }

    /** What tracks the contexts of one more size class. */
    LeaseTracker track(int limit) {
        LeaseTracker tracker = new LeaseTracker(this, limit);
        trackers.add(tracker);
        return tracker;
    }

    /** Whether the next lease is tracked; by a random number of the thread's own, so that threads don't meet over it. */
    boolean picks() {
        return oneIn == 1 || ThreadLocalRandom.current().nextInt(oneIn) == 0;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** Where the calling thread is; the same object for the same place. */
    Place place() {
        Place here = Place.here();
        Place known = places.get(here);
        if (known != null || places.size() >= PLACES) {
            return known != null ? known : here;
        }
        known = places.putIfAbsent(here, here);
        return known != null ? known : here;
    }

    /** Looks for contexts that closed sessions hold, if it is time, and nobody else does. */
    void lookIfDue() {
        if (now() - lookAt < 0 || !looking.compareAndSet(false, true)) {
            return;
        }
        try {
            long now = now();
            if (now - lookAt >= 0) { // not done meanwhile
                look(now);
                lookAt = now + after;
            }
        } finally {
            looking.set(false);
        }
    }

    private void look(long now) {
        Report report = new Report(now);
        trackers.forEach(each -> each.forEachOut((lease, owner) -> {
            boolean gone = owner instanceof Session<?> session && !session.isOpen();
            if (lease.isLost(gone, now, after)) {
                report.add(lease, owner);
            }
        }));
        report.log("held by closed sessions are lost");
    }

    /** Reports what is still out as the pool closes. */
    void closed(int inUse) {
        Report report = new Report(now());
        trackers.forEach(each -> each.forEachOut(report::add));
        report.log("of the " + inUse + " still out were tracked, as the pool closes");
    }

    /** What one thread has found: a few lines, and how many there are in all. */
    private final class Report {
        private final long now;
        private final List<String> lines = new ArrayList<>();
        private int found;

        Report(long now) {
            this.now = now;
        }

        void add(Lease lease, @Nullable Object owner) {
            if (found++ < LINES) {
                lines.add(lease.describe(name(owner), now));
            }
        }

        void log(String what) {
            if (found == 0) {
                return;
            }
            log.accept(found + " I/O contexts " + what + (oneIn == 1 ? "" : "; one lease in " + oneIn + " is tracked"));
            lines.forEach(log);
            if (found > LINES) {
                log.accept("and " + (found - LINES) + " more I/O contexts");
            }
        }

        /** An owner's name is its own code: when that fails, the acquirer that happens to look must not lose its context. */
        private String name(@Nullable Object owner) {
            if (owner == null) {
                return "unknown";
            }
            try {
                return owner.toString();
            } catch (RuntimeException e) {
                return "a " + owner.getClass().getName() + ", which can't tell its name: " + e;
            }
        }
    }
}
