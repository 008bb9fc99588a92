package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Visits;
import io.quayside.benchmarks.servers.Service;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Connections that come and go. */
@Command(
        name = "visits",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Connections that come, have one message sent back, and leave: how many a second.")
final class VisitsCommand extends LoadCommand {
    @Option(names = "--at-once", paramLabel = "N", description = "Connections at a time" + CommonOptions.DEFAULT)
    private int atOnce = 64;

    @Option(names = "--size", paramLabel = "BYTES", description = "Bytes of each message" + CommonOptions.DEFAULT)
    private int size = 32;

    VisitsCommand() {
        super(Service.ECHO);
    }

    @Override
    List<Case> cases() {
        return List.of(new Case(
                "visits: " + atOnce + " at a time, one message of " + size + " bytes each",
                List.of(
                        Figure.VISITS,
                        Figure.CPU,
                        Figure.USER,
                        Figure.SYSTEM,
                        Figure.BUSY,
                        Figure.GENERATOR,
                        Figure.ALLOCATED),
                EnumSet.of(Figure.VISITS, Figure.CPU),
                List.of(Figure.VISITS, Figure.CPU),
                options().turns(),
                inTurns(times -> new Visits(size, atOnce, times))));
    }
}
