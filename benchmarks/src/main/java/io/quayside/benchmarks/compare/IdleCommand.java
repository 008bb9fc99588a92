package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Idle;
import io.quayside.benchmarks.servers.Service;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Silent connections. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Memory that the server holds for each connection which is silent.")
final class IdleCommand extends LoadCommand {
    private static final int SIZE = 32;

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            description = "Connections (10000 and 18000; quick: 1000)")
    private List<Integer> connections = List.of();

    IdleCommand() {
        super(Service.ECHO);
    }

    @Override
    List<Case> cases() {
        List<Integer> usual = options().quick() ? List.of(1000) : List.of(10_000, 18_000);
        return (connections.isEmpty() ? usual : connections)
                .stream().filter(Limits::allow).map(this::idle).toList();
    }

    private Case idle(int count) {
        Idle load = new Idle(SIZE, count);
        return new Case(
                "idle: " + count + " connections",
                List.of(Figure.HEAP, Figure.DIRECT, Figure.RESIDENT),
                EnumSet.of(Figure.HEAP, Figure.RESIDENT),
                List.of(Figure.HEAP, Figure.DIRECT, Figure.RESIDENT),
                1,
                once(load));
    }
}
