package io.quayside.distribution.cli;

import io.quayside.distribution.config.Configuration;
import io.quayside.distribution.config.ConfigurationFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is configured. */
final class ConfigurationOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; conf/quayside.conf of the installation if not given.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Overrides one value, for this run: --set endpoints.chat.listen=0.0.0.0:7010. May be repeated.",
                "The value null takes a key or a whole section away: --set endpoints.echo-lines=null."
            })
    private List<String> overrides;

    /** For picocli to fill in. */
    ConfigurationOptions() {
        this(null, List.of());
    }

    ConfigurationOptions(@Nullable Path file, List<String> overrides) {
        this.file = file;
        this.overrides = new ArrayList<>(overrides);
    }

    Configuration read(Installation installation) {
        Path chosen = file == null ? installation.configuration() : file;
        return new ConfigurationFile(chosen).read(overrides);
    }
}
