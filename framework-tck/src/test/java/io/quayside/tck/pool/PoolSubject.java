package io.quayside.tck.pool;

import io.quayside.api.pool.ContextPool;
import io.quayside.tck.Parameters;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the tests' pool, as the run that selects it wants the pool: sound, or with a fault. */
@ExtendWith(Parameters.class)
final class PoolSubject extends PoolContract {
    static final String FAULT = "quayside.fault";

    private final @Nullable PoolFault fault;

    PoolSubject(Parameters parameters) {
        fault = Optional.ofNullable(parameters.get(FAULT))
                .map(PoolFault::valueOf)
                .orElse(null);
    }

    @Override
    protected ContextPool newPool() {
        return new LockedPool(fault);
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(fault == null ? 20 : 2);
    }
}
