package io.quayside.tests.docs.pool;

import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.tck.pool.PoolContract;
import java.util.Map;
import java.util.function.Consumer;

class LockedPoolContractTest extends PoolContract {
    @Override
    protected ContextPool newPool() {
        return new LockedPoolProvider().open(Settings.of(Map.of("memory", "128k")), 4096);
    }

    @Override
    protected ContextPool newTrackedPool(Consumer<String> reports) {
        return new LockedPool(16, 512, Leases.tracked(reports));
    }
}
