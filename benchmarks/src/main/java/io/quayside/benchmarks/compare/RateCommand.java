package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.compare.Case.Subject;
import io.quayside.benchmarks.load.ClosedLoop;
import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.OpenLoop;
import io.quayside.benchmarks.servers.Service;
import io.quayside.load.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The open loop. */
@Command(
        name = "rate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Messages sent back at fixed rates: latencies, counted from when a message was due to be sent.")
final class RateCommand extends LoadCommand {
    private static final int CALIBRATED_IN_FLIGHT = 16;

    @Option(
            names = "--rates",
            paramLabel = "RATE",
            split = ",",
            description = "Messages a second, or a part of the highest throughput of --of, such as 50%%"
                    + CommonOptions.DEFAULT)
    private List<String> rates = List.of("10%", "25%", "50%");

    @Option(
            names = "--of",
            paramLabel = "NAME",
            description = "The server whose highest throughput is measured for that, with 16 messages in flight"
                    + CommonOptions.DEFAULT)
    private String of = "bare-selector";

    @Option(names = "--connections", paramLabel = "N", description = "Connections" + CommonOptions.DEFAULT)
    private int connections = 64;

    @Option(names = "--size", paramLabel = "BYTES", description = "Bytes of each message" + CommonOptions.DEFAULT)
    private int size = 32;

    RateCommand() {
        super(Service.ECHO);
    }

    @Override
    List<Case> cases() throws IOException, InterruptedException {
        List<Case> cases = new ArrayList<>();
        double highest = 0;
        for (String rate : rates) {
            if (rate.endsWith("%")) {
                highest = highest == 0 ? highest() : highest;
                double percent = Double.parseDouble(rate.substring(0, rate.length() - 1));
                cases.add(atRate(Math.max(1, Math.round(highest * percent / 100)), ", " + rate + " of " + of));
            } else {
                cases.add(atRate(Long.parseLong(rate), ""));
            }
        }
        return cases;
    }

    private double highest() throws IOException, InterruptedException {
        ClosedLoop load = new ClosedLoop(
                Exchange.echo(size, CALIBRATED_IN_FLIGHT),
                connections,
                CALIBRATED_IN_FLIGHT,
                options().times());
        double messages;
        try (Subject subject = once(load).begin(of)) {
            messages = subject.measure().get(Figure.MESSAGES);
            subject.stop();
        }
        System.out.printf(Locale.ROOT, "the highest throughput of %s is %.0f messages/s%n%n", of, messages);
        return messages;
    }

    private Case atRate(long perSecond, String part) {
        Exchange exchange = Exchange.echo(size, OpenLoop.TOGETHER);
        OpenLoop load = new OpenLoop(exchange, connections, perSecond, options().times());
        return new Case(
                "rate: " + perSecond + " messages/s" + part + ", " + connections + " connections, " + size + " bytes",
                List.of(
                        Figure.ACHIEVED,
                        Figure.P50,
                        Figure.P99,
                        Figure.P999,
                        Figure.MAX,
                        Figure.CPU,
                        Figure.BUSY,
                        Figure.GENERATOR,
                        Figure.ALLOCATED),
                EnumSet.of(Figure.P99, Figure.CPU),
                List.of(Figure.P50, Figure.P99, Figure.P999),
                1,
                once(load));
    }
}
