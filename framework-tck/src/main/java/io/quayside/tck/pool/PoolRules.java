package io.quayside.tck.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quayside.api.Open;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.tck.PromiseReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What each group of rules starts from: a pool of which nothing is in use.
 *
 * @since 0.1
 */
@Open
@ExtendWith(PromiseReport.class)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PoolRules {
    /** What has to keep the laws. */
    protected ContextPool pool;

    /** For subclasses. */
    protected PoolRules() {}

    /**
     * A small pool, which is taken empty in most rules: with 16 contexts at the least, and a few mebibytes at the most. Asked
     * once for each rule.
     */
    protected abstract ContextPool newPool();

    /** How long something may take that has to happen, between threads. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    @BeforeEach
    final void open() {
        pool = newPool();
    }

    @AfterEach
    final void close() {
        pool.close();
    }

    /** A context that has to be there. */
    protected final IoContext acquire(int minimumCapacity) {
        IoContext context = pool.acquire(minimumCapacity);
        assertNotNull(context, () -> "nothing was given, with " + pool.statistics());
        return context;
    }

    /** All contexts there are; the pool is exhausted afterwards. */
    protected final List<IoContext> takeAll() {
        List<IoContext> all = new ArrayList<>();
        int limit = pool.statistics().limit();
        for (IoContext context = pool.acquire(0); context != null; context = pool.acquire(0)) {
            all.add(context);
            assertEquals(true, all.size() <= limit, "whether no more is given than the limit, " + limit);
        }
        return all;
    }
}
