package io.quayside.core.contracts;

import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.core.pool.SlabPoolProvider;
import io.quayside.tck.pool.PoolContract;
import java.util.Map;

class SlabPoolContractTest extends PoolContract {
    @Override
    protected ContextPool newPool() {
        return new SlabPoolProvider().open(Settings.of(Map.of("memory", "1m")), 4096);
    }
}
