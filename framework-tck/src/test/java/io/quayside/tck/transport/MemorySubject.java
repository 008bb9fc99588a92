package io.quayside.tck.transport;

import io.quayside.tck.Parameters;
import io.quayside.tck.memory.Fault;
import io.quayside.tck.memory.World;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of a transport in memory, as the run that selects it wants the transport: sound, or with a fault. */
@ExtendWith(Parameters.class)
final class MemorySubject extends TransportContract {
    static final String FAULT = "quayside.fault";
    static final String THREADS = "quayside.threads";

    private final @Nullable Fault fault;
    private final boolean threads;

    MemorySubject(Parameters parameters) {
        fault = Optional.ofNullable(parameters.get(FAULT)).map(Fault::valueOf).orElse(null);
        threads = Boolean.parseBoolean(parameters.get(THREADS));
    }

    static Map<String, String> parameters(@Nullable Fault fault, boolean threads) {
        Map<String, String> threading = Map.of(THREADS, Boolean.toString(threads));
        return fault == null ? threading : Map.of(FAULT, fault.name(), THREADS, Boolean.toString(threads));
    }

    @Override
    protected TransportHarness newHarness() {
        return new World(fault, threads);
    }
}
