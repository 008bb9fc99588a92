package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.CountedLoop;
import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.servers.Service;
import io.quayside.load.Exchange;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** System calls under the closed loop. */
@Command(
        name = "calls",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "System calls for each message of the closed loop; needs perf, and the right to use it.")
final class CallsCommand extends LoadCommand {
    @Mixin
    private final Matrix matrix = new Matrix();

    CallsCommand() {
        super(Service.ECHO);
    }

    @Override
    List<Case> cases() {
        return matrix.points(List.of(64), List.of(32), List.of(1, 16)).stream()
                .map(this::calls)
                .toList();
    }

    private Case calls(Matrix.Point point) {
        Exchange exchange = Exchange.echo(point.size(), point.inFlight());
        CountedLoop load = new CountedLoop(
                exchange, point.connections(), point.inFlight(), options().times());
        return new Case(
                "system calls: " + point,
                List.of(Figure.CALLS, Figure.MESSAGES),
                EnumSet.of(Figure.CALLS),
                List.of(Figure.CALLS),
                1,
                once(load));
    }
}
