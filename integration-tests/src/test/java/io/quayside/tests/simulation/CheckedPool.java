package io.quayside.tests.simulation;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.session.Session;
import io.quayside.transport.simulated.SimulatedNetwork;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's pool with books of its own: each context is lent on under a wrapper, so that every release is seen. It can
 * keep contexts for itself, which leaves the server short of them. Called on the thread that drives the network.
 */
final class CheckedPool implements ContextPool, ContextHome {
    private static final int LARGE = 4096;

    private final ContextPool pool;
    private final SimulatedNetwork network;
    private final Planted planted;
    private final Violations violations;
    private final IdentityHashMap<IoContext, IoContext> wrappers = new IdentityHashMap<>();
    private final IdentityHashMap<IoContext, IoContext> lent = new IdentityHashMap<>();
    private final List<IoContext> kept = new ArrayList<>();

    CheckedPool(ContextPool pool, SimulatedNetwork network, Planted planted, Violations violations) {
        this.pool = pool;
        this.network = network;
        this.planted = planted;
        this.violations = violations;
    }

    /** Leaves so many contexts to the server, and so many of them large. */
    void leave(int small, int large) {
        keepAll(LARGE);
        keepAll(1);
        giveBack(0, large);
        giveBack(kept.size() - small, kept.size());
    }

    private void keepAll(int size) {
        IoContext context = pool.acquire(size);
        while (context != null) {
            context.used(0);
            kept.add(context);
            context = pool.acquire(size);
        }
    }

    private void giveBack(int from, int to) {
        List<IoContext> given = kept.subList(from, to);
        given.forEach(IoContext::release);
        given.clear();
    }

    /** The pool's figures are those of the books, and no session that is over holds anything. */
    void check(Set<Session<?>> over) {
        violations.equal(
                "contexts in use", lent.size() + kept.size(), pool.statistics().inUse());
        for (IoContext each : lent.keySet()) {
            if (each.owner() instanceof Session<?> owner && over.contains(owner)) {
                violations.add(owner + " is over and holds " + each);
            }
        }
    }

    /** Everything is back (P3). */
    void checkAllBack() {
        check(Set.of());
        violations.check(lent.isEmpty(), () -> "never came back: " + lent.keySet());
        giveBack(0, kept.size());
        violations.equal("contexts in use in the end", 0, pool.statistics().inUse());
    }

    @Override
    public @Nullable IoContext acquire(int minimumCapacity) {
        IoContext context = pool.acquire(minimumCapacity);
        if (context == null) {
            return null;
        }
        IoContext wrapper =
                wrappers.computeIfAbsent(context, inner -> new IoContext(this, inner.index(), inner.buffer()));
        violations.check(lent.put(wrapper, context) == null, () -> "leased twice: " + wrapper);
        violations.check(isClean(wrapper, minimumCapacity), () -> "not clean (P4): " + wrapper);
        return wrapper;
    }

    private static boolean isClean(IoContext context, int capacity) {
        var buffer = context.buffer();
        boolean clean = context.operation() == Operation.NONE
                && context.owner() == null
                && context.next() == null
                && buffer.position() == 0
                && buffer.limit() == buffer.capacity()
                && buffer.capacity() >= capacity;
        for (int at = 0; clean && at < buffer.limit(); at += Long.BYTES) {
            clean = buffer.getLong(at) == 0;
        }
        return clean;
    }

    @Override
    public void release(IoContext wrapper) {
        IoContext context = lent.remove(wrapper);
        if (context == null) {
            violations.add("released twice (P2): " + wrapper);
            throw new IllegalStateException("released twice: " + wrapper);
        }
        if (planted == Planted.ZEROED_TOO_LATE) {
            context.used(0);
            context.release();
            network.elsewhere(wrapper::reset);
            return;
        }
        wrapper.reset();
        context.used(0); // the wrapper has zeroed it, as far as it was used
        context.release();
    }

    @Override
    public void whenAvailable(int minimumCapacity, BooleanSupplier wakeUp) {
        pool.whenAvailable(minimumCapacity, planted == Planted.WAKE_UP_LOST ? () -> true : wakeUp);
    }

    @Override
    public int largestContext() {
        return pool.largestContext();
    }

    @Override
    public PoolStatistics statistics() {
        return pool.statistics();
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return "the server's pool";
    }
}
