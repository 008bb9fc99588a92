package io.quayside.tck.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.api.Stable;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.tck.Promise;
import io.quayside.tck.PromiseReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a pool that tracks its leases reports: P7. A place is told when a report has the names of the class and the method
 * that acquired. Where a pool can't track, the rules are skipped.
 *
 * @since 0.1
 */
@Stable
@ExtendWith(PromiseReport.class)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PoolTrackingContract {
    private static final String HERE = PoolTrackingContract.class.getSimpleName();

    private final List<String> reports = new CopyOnWriteArrayList<>();

    /** For subclasses. */
    protected PoolTrackingContract() {}

    /**
     * A small pool that tracks every lease; null when it can't.
     *
     * @param reports takes what the pool reports, by the time that its close has returned; others may report there too
     */
    protected abstract @Nullable ContextPool newTrackedPool(Consumer<String> reports);

    private ContextPool tracked() {
        ContextPool pool = newTrackedPool(reports::add);
        assumeTrue(pool != null, "skipped, since the pool can't track its leases");
        return pool;
    }

    private static IoContext acquire(ContextPool pool) {
        IoContext context = pool.acquire(1);
        assertNotNull(context, () -> "nothing was given, with " + pool.statistics());
        return context;
    }

    private static IoContext losesOne(ContextPool pool) {
        return acquire(pool);
    }

    private static IoContext losesAnother(ContextPool pool) {
        return acquire(pool);
    }

    private static IoContext borrowsOne(ContextPool pool) {
        return acquire(pool);
    }

    /** How many reports tell this place. */
    private long reportsOf(String method) {
        return reports.stream()
                .filter(report -> report.contains(HERE) && report.contains(method))
                .count();
    }

    private void requireReported(String method) {
        assertTrue(
                reportsOf(method) > 0,
                () -> "no report tells of " + HERE + "." + method
                        + ", where a context was acquired that is lost; reported" + " was " + reports);
    }

    @Test
    @Promise(
            "a context that isn't back when the pool closes is reported with the place it was acquired, each place of several")
    void p7_whatIsLostIsReportedWithThePlace() {
        ContextPool pool = tracked();
        losesOne(pool).owner("the rule");
        losesAnother(pool).owner("the rule");
        pool.close();
        requireReported("losesOne");
        requireReported("losesAnother");
    }

    @Test
    @Promise(
            "a context that came back isn't reported, and one that was lost in its next lease is, with the place of that")
    void p7_whatCameBackIsNotReported() {
        ContextPool pool = tracked();
        List<IoContext> borrowed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            borrowed.add(borrowsOne(pool));
        }
        borrowed.forEach(IoContext::release);
        losesOne(pool).owner("the rule");
        pool.close();
        requireReported("losesOne");
        assertEquals(0, reportsOf("borrowsOne"), () -> "reports of contexts that came back; reported was " + reports);
    }
}
