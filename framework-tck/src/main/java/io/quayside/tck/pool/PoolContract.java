package io.quayside.tck.pool;

import io.quayside.api.Stable;
import io.quayside.api.pool.ContextPool;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/**
 * The laws of {@link ContextPool}, P1 to P7: extend it for a pool. Each group of rules is a class of its own as well, to be
 * extended alone. A pool that can track its leases overrides {@link #newTrackedPool} too; without, the rules for P7 are
 * skipped.
 *
 * <pre>{@code
 * class MyPoolContractTest extends PoolContract {
 *     @Override
 *     protected ContextPool newPool() {
 *         return new MyPoolProvider().open(Settings.of(Map.of("memory", "1m")), 4096);
 *     }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class PoolContract {
    /** For subclasses. */
    protected PoolContract() {}

    /**
     * A small pool, which is taken empty in most rules: with 16 contexts at the least, and a few mebibytes at the most. Asked
     * once for each rule.
     */
    protected abstract ContextPool newPool();

    /**
     * A small pool that tracks every lease; null when it can't, as here. Asked once for each rule of P7.
     *
     * @param reports takes what the pool reports, by the time that its close has returned; others may report there too
     */
    protected @Nullable ContextPool newTrackedPool(Consumer<String> reports) {
        return null;
    }

    /** How long something may take that has to happen, between threads. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Nested
    final class LeaseRules extends PoolLeaseContract {
        @Override
        protected ContextPool newPool() {
            return PoolContract.this.newPool();
        }

        @Override
        protected Duration patience() {
            return PoolContract.this.patience();
        }
    }

    @Nested
    final class WaitingRules extends PoolWaitingContract {
        @Override
        protected ContextPool newPool() {
            return PoolContract.this.newPool();
        }

        @Override
        protected Duration patience() {
            return PoolContract.this.patience();
        }
    }

    @Nested
    final class ContentionRules extends PoolContentionContract {
        @Override
        protected ContextPool newPool() {
            return PoolContract.this.newPool();
        }

        @Override
        protected Duration patience() {
            return PoolContract.this.patience();
        }
    }

    @Nested
    final class TrackingRules extends PoolTrackingContract {
        @Override
        protected @Nullable ContextPool newTrackedPool(Consumer<String> reports) {
            return PoolContract.this.newTrackedPool(reports);
        }
    }
}
