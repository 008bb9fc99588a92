package io.quayside.tck.pool;

import io.quayside.api.pool.ContextPool;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * The laws of {@link ContextPool}, P1 to P6: extend it for a pool. Each group of rules is a class of its own as well, to be
 * extended alone. P7 can't be seen through the SPI: who tracks leases tests that beside this.
 *
 * <pre>{@code
 * class MyPoolContractTest extends PoolContract {
 *     @Override
 *     protected ContextPool newPool() {
 *         return new MyPoolProvider().open(Settings.of(Map.of("memory", "1m")), 4096);
 *     }
 * }
 * }</pre>
 */
public abstract class PoolContract {
    /** For subclasses. */
    protected PoolContract() {}

    /**
     * A small pool, which is taken empty in most rules: with 16 contexts at the least, and a few mebibytes at the most. Asked
     * once for each rule.
     */
    protected abstract ContextPool newPool();

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
}
