package io.quayside.core.contracts;

import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.core.pool.SlabPoolProvider;
import io.quayside.tck.pool.PoolContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;

class SlabPoolContractTest extends PoolContract {
    private static final Logger LOG = Logger.getLogger(SlabPoolProvider.class.getName());

    private final List<Handler> listening = new ArrayList<>();

    @Override
    protected ContextPool newPool() {
        return new SlabPoolProvider().open(Settings.of(Map.of("memory", "1m")), 4096);
    }

    @Override
    protected ContextPool newTrackedPool(Consumer<String> reports) {
        Handler hears = new Handler() {
            @Override
            public void publish(LogRecord line) {
                reports.accept(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOG.addHandler(hears);
        listening.add(hears);
        return new SlabPoolProvider().open(Settings.of(Map.of("memory", "1m", "leak-tracking", "full")), 4096);
    }

    @AfterEach
    void hearNoMore() {
        listening.forEach(LOG::removeHandler);
    }
}
