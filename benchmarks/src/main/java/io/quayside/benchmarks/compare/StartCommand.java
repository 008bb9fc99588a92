package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.compare.Case.Subject;
import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Figures;
import io.quayside.benchmarks.load.Visit;
import io.quayside.benchmarks.process.ServerProcess;
import io.quayside.benchmarks.servers.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The start. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The time from the start of the process until the first connection has its echo.")
final class StartCommand extends LoadCommand {
    private static final String DISTRIBUTION = "bin/quayside serve";

    @Option(
            names = "--distribution",
            paramLabel = "ARCHIVE",
            description = "The archive whose bin/quayside serve is started too (the one that the build made)")
    private @Nullable Path distribution;

    StartCommand() {
        super(Service.ECHO);
    }

    @Override
    List<String> servers() {
        List<String> all = new ArrayList<>(super.servers());
        all.add(DISTRIBUTION);
        return all;
    }

    @Override
    List<Case> cases() throws IOException, InterruptedException {
        Distribution unpacked = Distribution.unpack(distribution, options());
        return List.of(new Case(
                "start: until the first connection has its echo",
                List.of(Figure.START),
                EnumSet.of(Figure.START),
                List.of(Figure.START),
                1,
                server -> server.equals(DISTRIBUTION) ? (Starting) unpacked::start : (Starting) () -> started(server)));
    }

    /** Everything is in the measurement, so nothing begins before it, and nothing is left after it. */
    private interface Starting extends Subject {
        @Override
        default void stop() {}

        @Override
        default void close() {}
    }

    private Figures started(String server) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (ServerProcess process = start(server)) {
            Visit.make(process.address());
            Figures figures = new Figures().put(Figure.START, (System.nanoTime() - begun) / 1e6);
            process.stop();
            return figures;
        }
    }
}
