package io.quayside.tck.plugin;

import io.quayside.api.plugin.Plugin;
import io.quayside.tck.ContractCheck;
import io.quayside.tck.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the tests' plugin, as the run that selects it wants it: sound, or with a fault. */
@ExtendWith(Parameters.class)
final class PluginSubject extends PluginContract<String> {
    private final @Nullable PluginFault fault;

    PluginSubject(Parameters parameters) {
        fault = Optional.ofNullable(parameters.get(ContractCheck.FAULT))
                .map(PluginFault::valueOf)
                .orElse(null);
    }

    @Override
    protected Plugin<String> newPlugin(PluginParts<String> parts) {
        return new TickingEcho(parts.scheduler(), fault);
    }

    @Override
    protected List<String> messages() {
        return List.of("one", "two");
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(fault == null ? 20 : 2);
    }
}
