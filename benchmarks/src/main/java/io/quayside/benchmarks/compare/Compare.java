package io.quayside.benchmarks.compare;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs comparisons: servers in turn, each in a JVM of its own on one core, under the load of this process on another core,
 * over several rounds.
 */
@Command(
        name = "compare.sh",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "LOAD",
        description = {
            "",
            "Compares this server with others (Linux). Each load has options of its own: compare.sh LOAD --help. The"
                    + " exit code is 0 when every byte came back right, 1 when not; a server that was wrong has no"
                    + " figures.",
            ""
        },
        subcommands = {
            EchoCommand.class,
            RateCommand.class,
            VisitsCommand.class,
            FanOutCommand.class,
            ProtobufCommand.class,
            IdleCommand.class,
            StartCommand.class,
            CallsCommand.class,
            AllCommand.class
        })
public final class Compare {
    /** In the order of {@code all}. */
    static final List<String> LOADS =
            List.of("echo", "rate", "visits", "fan-out", "protobuf", "idle", "start", "calls");

    private Compare() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments.length == 0 ? new String[] {"--help"} : arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Compare());
    }
}
