package io.quayside.distribution.cli;

import io.quayside.core.Server;
import io.quayside.distribution.config.Configuration;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether a configuration is right, without starting anything. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        header = "Says whether a configuration is right; starts nothing.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        optionListHeading = "%n",
        description = {
            "Right is a configuration with every key known, every value in its range, and every transport, codec and"
                    + " plugin there and fitting each other. Whether the addresses are free shows when it is served."
        })
final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ConfigurationOptions configurationOptions = new ConfigurationOptions();

    @Mixin
    private final PluginOptions pluginOptions = new PluginOptions();

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Logging.only("ERROR");
        Configuration configuration = configurationOptions.read(surroundings.installation());
        AdminPlace.of(configuration.settings(), surroundings.installation()); // whose key is no unknown one
        try (Components components = pluginOptions.load(surroundings.installation())) {
            List<String> remarks = new ArrayList<>(components.plugins().remarks());
            remarks.addAll(components.lookingUp(() -> check(components, configuration)));
            PrintWriter out = surroundings.out();
            remarks.forEach(remark -> out.println("note: " + remark));
            out.println(configuration.file() + " is right: endpoints " + String.join(", ", configuration.endpoints()));
        }
        return ExitCode.OK;
    }

    private static List<String> check(Components components, Configuration configuration) {
        try (Server server = Server.builder()
                .providers(components.providers())
                .settings(configuration.settings())
                .build()) {
            server.check();
        }
        return TransportSections.check(
                components.providers(), configuration.settings().section("transports"));
    }
}
