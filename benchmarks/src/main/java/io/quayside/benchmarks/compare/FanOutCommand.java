package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.FanOut;
import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Times;
import io.quayside.benchmarks.servers.Service;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One to many. */
@Command(
        name = "fan-out",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "What one sends is delivered to all others: a group of the chat, and Netty's channel group.")
final class FanOutCommand extends LoadCommand {
    @Option(names = "--receivers", paramLabel = "N", description = "Who receives" + CommonOptions.DEFAULT)
    private int receivers = 1000;

    @Option(names = "--size", paramLabel = "BYTES", description = "Bytes of each text" + CommonOptions.DEFAULT)
    private int size = 128;

    @Option(names = "--in-flight", paramLabel = "N", description = "Texts under way" + CommonOptions.DEFAULT)
    private int inFlight = 4;

    FanOutCommand() {
        super(Service.FAN_OUT);
    }

    @Override
    List<Case> cases() {
        return List.of(new Case(
                "fan-out: one to " + receivers + ", texts of " + size + " bytes, " + inFlight + " in flight",
                List.of(
                        Figure.DELIVERIES,
                        Figure.CPU,
                        Figure.USER,
                        Figure.SYSTEM,
                        Figure.BUSY,
                        Figure.GENERATOR,
                        Figure.BATCH,
                        Figure.ALLOCATED),
                EnumSet.of(Figure.DELIVERIES, Figure.CPU),
                List.of(Figure.DELIVERIES, Figure.CPU),
                options().turns(),
                server -> inTurns(times -> load(server, times)).begin(server)));
    }

    private FanOut load(String server, Times times) {
        return new FanOut(Candidate.of(server).isQuayside(), size, receivers, inFlight, times);
    }
}
