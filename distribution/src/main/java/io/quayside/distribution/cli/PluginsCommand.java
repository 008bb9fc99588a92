package io.quayside.distribution.cli;

import io.quayside.api.QuaysideException;
import io.quayside.distribution.admin.AdminAnswer;
import io.quayside.distribution.admin.AdminClient;
import io.quayside.distribution.config.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells a running server about its plugins. */
@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        header = "Lists or reloads the plugins of a running server.",
        synopsisHeading = "%nUsage: ",
        synopsisSubcommandLabel = "COMMAND",
        descriptionHeading = "%n",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%n",
        description = {
            "The server is the one with the same configuration on this machine: it is asked through its admin socket,"
                    + " which only its user may use."
        })
final class PluginsCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Surroundings surroundings;

    PluginsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            description = "Shows the plugins that the server has loaded, and the endpoints that they serve.")
    int list(@Mixin ConfigurationOptions configuration) {
        return ask(configuration, PluginRequests.LIST);
    }

    @Command(
            name = "reload",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            description = "Loads a plugin's jar once more and puts it in the place of the one that runs.")
    int reload(
            @Parameters(paramLabel = "NAME", description = "The plugin's jar or directory in plugins/, or its id.")
                    String name,
            @Mixin ConfigurationOptions configuration) {
        return ask(configuration, PluginRequests.RELOAD + name);
    }

    private int ask(ConfigurationOptions options, String request) {
        Configuration configuration = options.read(surroundings.installation());
        Path socket = AdminPlace.of(configuration.settings(), surroundings.installation())
                .socket();
        if (socket == null) {
            throw new QuaysideException(
                    "QS-413",
                    "the server has no admin socket: admin.socket is empty; set it and start the server again");
        }
        AdminAnswer answer = AdminClient.ask(socket, request, PATIENCE);
        boolean done = answer.status() == ExitCode.OK;
        answer.lines()
                .forEach(line -> (done ? surroundings.out() : surroundings.err())
                        .println(done ? line : ProgramName.known() + ": " + line));
        return answer.status();
    }
}
