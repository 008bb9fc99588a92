package io.quayside.tck.pool;

import io.quayside.api.pool.ContextPool;
import io.quayside.tck.ContractCheck;
import io.quayside.tck.Parameters;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the tests' pool, as the run that selects it wants the pool: sound, or with a fault. */
@ExtendWith(Parameters.class)
final class PoolSubject extends PoolContract {
    private final @Nullable PoolFault fault;

    PoolSubject(Parameters parameters) {
        fault = Optional.ofNullable(parameters.get(ContractCheck.FAULT))
                .map(PoolFault::valueOf)
                .orElse(null);
    }

    @Override
    protected ContextPool newPool() {
        return new LockedPool(fault);
    }

    @Override
    protected ContextPool newTrackedPool(Consumer<String> reports) {
        return new TrackedPool(new LockedPool(null), fault, reports);
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(fault == null ? 20 : 2);
    }
}
