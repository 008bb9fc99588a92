package io.quayside.core.contracts;

import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.core.pool.SlabPoolProvider;
import io.quayside.tck.pool.PoolContentionContract;
import io.quayside.tck.pool.PoolWaitingContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** With every lease tracked. The rules for one thread are left out: one of them is that a lease allocates nothing. */
class TrackedSlabPoolContractTest {
    private static ContextPool tracked() {
        return new SlabPoolProvider().open(Settings.of(Map.of("memory", "1m", "leak-tracking", "full")), 4096);
    }

    @Nested
    final class WaitingRules extends PoolWaitingContract {
        @Override
        protected ContextPool newPool() {
            return tracked();
        }
    }

    @Nested
    final class ContentionRules extends PoolContentionContract {
        @Override
        protected ContextPool newPool() {
            return tracked();
        }
    }
}
