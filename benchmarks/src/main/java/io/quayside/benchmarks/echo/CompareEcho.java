package io.quayside.benchmarks.echo;

import io.quayside.benchmarks.process.Machine;
import io.quayside.benchmarks.process.Pinning;
import io.quayside.benchmarks.process.ServerCommand;
import io.quayside.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Runs the comparison: the servers in turn, each in a JVM of its own on one core, under the load of this process on another
 * core, over several rounds. Whichever came first in a round comes last in the next.
 */
@Command(
        name = "compare-echo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "",
            "Compares the echo of this server with one written by hand on the same asynchronous channels (Linux). The exit code"
                    + " is 0 when every byte came back right, 1 when not.",
            ""
        })
public final class CompareEcho implements Callable<Integer> {
    private static final List<String> FLAGS = List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow");

    private static final String DEFAULT = " (${DEFAULT-VALUE})";

    @Option(names = "--rounds", paramLabel = "N", description = "Times that each server is measured" + DEFAULT)
    private int rounds = 5;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of each measurement" + DEFAULT)
    private int seconds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Least seconds under load before each measurement" + DEFAULT)
    private int warmUp = 5;

    @Option(names = "--connections", paramLabel = "N", description = "Connections at a time" + DEFAULT)
    private int connections = 50;

    @Option(names = "--in-flight", paramLabel = "N", description = "Messages under way on each connection" + DEFAULT)
    private int inFlight = 16;

    @Option(names = "--size", paramLabel = "BYTES", description = "Bytes of each message, up to 1 MiB" + DEFAULT)
    private int size = 64;

    @Option(names = "--jdk", paramLabel = "HOME", description = "JDK that the servers run on" + DEFAULT)
    private Path jdk = Path.of(System.getProperty("java.home"));

    @Option(
            names = "--flag",
            paramLabel = "FLAG",
            description = "One more flag for both servers' JVMs; may be repeated")
    private List<String> flags = new ArrayList<>();

    @Option(names = "--server-core", paramLabel = "CORE", description = "Core that the servers are kept to" + DEFAULT)
    private int serverCore = 0;

    @Option(names = "--load-core", paramLabel = "CORE", description = "Core that the generator is kept to" + DEFAULT)
    private int loadCore = 1;

    /** Called by the JVM. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CompareEcho()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LoadSettings settings = settings();
        Pinning.pinThisProcess(loadCore);
        describe();
        return compare(settings);
    }

    private LoadSettings settings() {
        try {
            if (rounds < 1) {
                throw new IllegalArgumentException("there has to be at least one round");
            }
            return new LoadSettings(connections, inFlight, size, warmUp, seconds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(new CommandLine(this), e.getMessage(), e);
        }
    }

    private int compare(LoadSettings settings) throws IOException, InterruptedException {
        List<Candidate> candidates = Candidate.all();
        ComparisonTable table = new ComparisonTable(System.out);
        Comparison comparison = new Comparison();
        try {
            for (int round = 1; round <= rounds; round++) {
                comparison.add(round(round, settings, candidates, table));
            }
        } catch (WrongEcho e) {
            System.out.println("WRONG: " + e.getMessage());
            return 1;
        }
        table.summary(candidates, comparison);
        return 0;
    }

    private LoadResult[] round(int round, LoadSettings settings, List<Candidate> candidates, ComparisonTable table)
            throws IOException, InterruptedException {
        LoadResult[] results = new LoadResult[candidates.size()];
        for (int turn = 0; turn < results.length; turn++) {
            int index = round % 2 == 1 ? turn : results.length - 1 - turn;
            results[index] = measure(candidates.get(index), settings);
            table.run(round, candidates.get(index), results[index]);
        }
        return results;
    }

    private LoadResult measure(Candidate candidate, LoadSettings settings) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(command(candidate))) {
            LoadResult result = load(server, settings);
            server.stop();
            return result;
        }
    }

    private LoadResult load(ServerProcess server, LoadSettings settings) throws IOException, InterruptedException {
        try (EchoLoad load = new EchoLoad()) {
            return load.run(server.address(), settings, server::cpuTime);
        }
    }

    private ServerCommand command(Candidate candidate) {
        List<String> all = new ArrayList<>(FLAGS);
        all.addAll(flags);
        all.addAll(candidate.flags());
        return new ServerCommand(jdk.resolve("bin/java"), Integer.toString(serverCore), all, candidate.main());
    }

    private void describe() throws IOException {
        System.out.println("machine   " + Machine.description());
        System.out.println("servers   core " + serverCore + ", one worker, JDK " + Machine.jdk(jdk) + ", "
                + String.join(" ", command(Candidate.all().get(0)).flags()));
        System.out.println("load      core " + loadCore + ", JDK " + System.getProperty("java.version") + ", "
                + connections + " connections, " + inFlight + " messages of " + size + " bytes in flight on each");
        System.out.println("rounds    " + rounds + " of " + warmUp + " s warm-up and " + seconds + " s measured;"
                + " no sync read is -Dsun.nio.ch.disableSynchronousRead=true");
        System.out.println();
    }
}
