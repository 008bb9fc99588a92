package io.quayside.api.pool;

import io.quayside.api.Stable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of I/O contexts; implemented by pool authors, called by the session layer from any thread, several times
 * for each message.
 *
 * <ul>
 *   <li>P1: acquire gives what nobody else holds, or nothing when exhausted; it never blocks and never allocates past the
 *       limit.
 *   <li>P2: a second release of the same lease is refused, names the context, and leaves the pool as it was.
 *   <li>P3: at rest, idle + in use = capacity. After any storm of connects, sends, resets and closes, everything is back.
 *   <li>P4: a released context is clean: no operation, no owner, no data of its last user (what was used is zeroed).
 *   <li>P5: what a thread released most recently, it is given first; the free list is an index array, O(1), without
 *       allocation.
 *   <li>P6: linearizable under contention.
 *   <li>P7: with tracking on, a lost context is reported with the place it was acquired.
 * </ul>
 *
 * @since 0.1
 */
@Stable
public interface ContextPool extends AutoCloseable {
    /**
     * Leases a context whose buffer holds at least so many bytes; the caller holds it from now on.
     *
     * @param minimumCapacity bytes, at most {@link #largestContext()}
     * @return a clean context with its whole buffer writable, or null when none is free
     * @throws IllegalArgumentException when no context can ever be that large
     */
    @Nullable IoContext acquire(int minimumCapacity);

    /**
     * Asks to be told once, when a context of at least so many bytes may be free again: of those who asked for
     * contexts of one size, the first is told first. It may turn out to be taken by then; who is told tries to acquire, and asks again.
     *
     * @param wakeUp called once, on whatever thread releases a context, or at once if one is free; short, never throws;
     *     answers whether the context is still wanted: if not, the next in line is told
     */
    void whenAvailable(int minimumCapacity, BooleanSupplier wakeUp);

    /** The capacity in bytes of the largest contexts. */
    int largestContext();

    /** The pool's figures; consistent at rest, approximate under load. */
    PoolStatistics statistics();

    /**
     * Ends the pool: afterwards acquire answers null. A context that is still out may come back later; its memory is
     * given up when the last one has. Called once, after the transports have closed.
     */
    @Override
    void close();
}
