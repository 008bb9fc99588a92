package io.quayside.distribution.cli;

import io.quayside.api.QuaysideException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program without its process: arguments in, exit code out. Used once. */
final class Program {
    private static final String CHAT = "io/quayside/chat/v1/Frame.class";
    private static final String BENCH = "io/quayside/load/bench/Bench.class";

    private final Surroundings surroundings;
    private final Stop stop;

    Program(Surroundings surroundings, Stop stop) {
        this.surroundings = surroundings;
        this.stop = stop;
    }

    int run(String... arguments) {
        PlainServe plain = PlainServe.read(arguments);
        return plain == null ? commands().execute(arguments) : serve(plain);
    }

    private int serve(PlainServe options) {
        try {
            return new ServeCommand(surroundings, stop, options).call();
        } catch (Exception e) {
            return failed(e);
        }
    }

    private CommandLine commands() {
        CommandLine commands = new CommandLine(new QuaysideCommand())
                .setCommandName(ProgramName.known())
                .addSubcommand(new ServeCommand(surroundings, stop))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new PluginsCommand(surroundings));
        if (isHere(CHAT)) {
            commands.addSubcommand(new ChatCommand(surroundings));
        }
        if (isHere(BENCH)) {
            commands.addSubcommand(new BenchCommand(surroundings, stop));
        }
        return commands.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setParameterExceptionHandler((e, arguments) -> misused(e))
                .setExecutionExceptionHandler((e, command, result) -> failed(e));
    }

    /** Whether the library with this class is on the class path: a distribution may do without some, and their commands. */
    private static boolean isHere(String resource) {
        return Program.class.getClassLoader().getResource(resource) != null;
    }

    private int misused(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        line("QS-400", e.getMessage() + "; see " + command + " --help");
        return ExitCode.MISUSED;
    }

    private int failed(Exception e) {
        if (e instanceof QuaysideException known) {
            line(known.code(), known.getMessage());
            log(Level.DEBUG, known);
            return ExitCode.of(known);
        }
        line("QS-499", "this should not happen, please report it with the log: " + e);
        log(Level.ERROR, e);
        return ExitCode.FAILED;
    }

    private void line(String code, @Nullable String message) {
        surroundings
                .err()
                .println(ProgramName.known() + ": " + code + ": "
                        + String.valueOf(message).replaceAll("\\s*\\R\\s*", " "));
    }

    private static void log(Level level, Exception e) {
        System.getLogger(Program.class.getName()).log(level, "the command failed", e);
    }
}
