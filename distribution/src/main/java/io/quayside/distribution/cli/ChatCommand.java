package io.quayside.distribution.cli;

import io.quayside.distribution.chat.ChatProgram;
import io.quayside.distribution.chat.ChatTarget;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Talks to a chat endpoint from the terminal. Names classes of the chat package in method bodies only: they load when used. */
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        header = "Talks to a chat endpoint from the terminal.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        optionListHeading = "%n",
        description = {
            "Type a line to send it, /help for the commands, Ctrl-D to leave. A lost connection is made again, with your"
                    + " groups.",
            "Where stdin is no terminal, lines are read from it: printf '/msg bob hello\\n' | ${ROOT-COMMAND-NAME} chat --user ann"
        })
final class ChatCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            arity = "0..1",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7010",
            description = "The server; 127.0.0.1:7010 if not given.")
    private String server = "";

    @Option(
            names = {"-u", "--user"},
            paramLabel = "ID",
            description = "Who you are: 1 to 32 of a-z 0-9 . _ -; your login name if not given.")
    private @Nullable String user;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "What the others see; the id if not given.")
    private @Nullable String name;

    @Option(names = "--plain", description = "Reads and prints plain lines, also at a terminal.")
    private boolean plain;

    ChatCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.only("OFF");
        String id = user == null ? loginName() : user;
        ChatTarget target = ChatTarget.of(server, id, name == null ? id : name);
        new ChatProgram(target, surroundings.in(), surroundings.out()).run(plain);
        return ExitCode.OK;
    }

    private static String loginName() {
        String name =
                System.getProperty("user.name", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "");
        return name.isEmpty() ? "guest" : name.substring(0, Math.min(name.length(), 32));
    }
}
