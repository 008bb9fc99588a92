package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.ClosedLoop;
import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.servers.Service;
import io.quayside.load.Exchange;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The closed loop. */
@Command(
        name = "echo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Messages sent back: each connection keeps some under way. Throughput, and processor time for each.")
final class EchoCommand extends LoadCommand {
    static final List<Figure> COLUMNS = List.of(
            Figure.MESSAGES,
            Figure.CPU,
            Figure.USER,
            Figure.SYSTEM,
            Figure.BUSY,
            Figure.GENERATOR,
            Figure.BATCH,
            Figure.ALLOCATED);
    static final Set<Figure> RELATED = EnumSet.of(Figure.MESSAGES, Figure.CPU);

    @Mixin
    private final Matrix matrix = new Matrix();

    EchoCommand() {
        super(Service.ECHO);
    }

    @Override
    List<Case> cases() {
        List<Matrix.Point> points = options().quick()
                ? matrix.points(List.of(64), List.of(32), List.of(1, 16))
                : matrix.points(List.of(1, 64, 1000, 10_000), List.of(32, 1024, 65_536), List.of(1, 16));
        return points.stream().map(this::echo).toList();
    }

    private Case echo(Matrix.Point point) {
        Exchange exchange = Exchange.echo(point.size(), point.inFlight());
        return new Case(
                "echo: " + point,
                COLUMNS,
                RELATED,
                List.of(Figure.MESSAGES, Figure.CPU),
                options().turns(),
                inTurns(times -> new ClosedLoop(exchange, point.connections(), point.inFlight(), times)));
    }
}
