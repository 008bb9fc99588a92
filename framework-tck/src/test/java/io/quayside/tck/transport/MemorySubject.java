package io.quayside.tck.transport;

import io.quayside.tck.ContractCheck;
import io.quayside.tck.Parameters;
import io.quayside.tck.memory.Fault;
import io.quayside.tck.memory.World;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of a transport in memory, as the run that selects it wants the transport: sound, or with a fault. */
@ExtendWith(Parameters.class)
final class MemorySubject extends TransportContract {
    static final String THREADS = "quayside.threads";

    private final @Nullable Fault fault;
    private final boolean threads;

    MemorySubject(Parameters parameters) {
        fault = Optional.ofNullable(parameters.get(ContractCheck.FAULT))
                .map(Fault::valueOf)
                .orElse(null);
        threads = Boolean.parseBoolean(parameters.get(THREADS));
    }

    @Override
    protected TransportHarness newHarness() {
        return new World(fault, threads);
    }
}
