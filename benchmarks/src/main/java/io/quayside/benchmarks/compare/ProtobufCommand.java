package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.ClosedLoop;
import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.PrivateMessageExchange;
import io.quayside.benchmarks.servers.Service;
import io.quayside.load.Exchange;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The closed loop with protobuf messages. */
@Command(
        name = "protobuf",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Private messages of the chat, decoded, made into others, and encoded. --size is that of their texts.")
final class ProtobufCommand extends LoadCommand {
    @Mixin
    private final Matrix matrix = new Matrix();

    ProtobufCommand() {
        super(Service.PROTOBUF);
    }

    @Override
    List<Case> cases() {
        return matrix.points(List.of(64), List.of(64), List.of(1, 16)).stream()
                .map(this::messages)
                .toList();
    }

    private Case messages(Matrix.Point point) {
        Exchange exchange = PrivateMessageExchange.of(point.size(), point.inFlight());
        return new Case(
                "protobuf: " + point,
                EchoCommand.COLUMNS,
                EchoCommand.RELATED,
                List.of(Figure.MESSAGES, Figure.CPU),
                options().turns(),
                inTurns(times -> new ClosedLoop(exchange, point.connections(), point.inFlight(), times)));
    }
}
