package io.quayside.benchmarks.load;

import io.quayside.benchmarks.process.CallCount;
import io.quayside.benchmarks.process.ServerProcess;
import io.quayside.load.Connections;
import io.quayside.load.Exchange;
import java.io.IOException;

/**
 * The closed loop, with the server's system calls counted.
 *
 * @param exchange what is sent and has to come back
 * @param connections how many there are
 * @param inFlight messages under way on each
 * @param times of warm-up and measurement
 */
public record CountedLoop(Exchange exchange, int connections, int inFlight, Times times) implements Load {
    @Override
    public Figures run(ServerProcess server) throws IOException, InterruptedException {
        try (Connections all = new Connections(
                server.address(), exchange, connections, (one, count) -> one.allow(one.answered() + inFlight))) {
            all.allowEach(inFlight);
            all.poller().pollFor(times.warmUpNanos());
            try (CallCount calls = CallCount.begin(server.pid(), times.nanos())) {
                long before = all.messages();
                long begun = System.nanoTime();
                all.poller().pollUntil(calls::isOver, 2 * times.nanos());
                double messages = (all.messages() - before) * 1e9 / (System.nanoTime() - begun);
                Figures figures = new Figures()
                        .put(Figure.CALLS, calls.perSecond() / messages)
                        .put(Figure.MESSAGES, messages);
                all.drain();
                return figures;
            }
        }
    }
}
