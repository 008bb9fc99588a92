package io.quayside.benchmarks.load;

import io.quayside.benchmarks.process.ServerProcess;
import io.quayside.load.Connections;
import io.quayside.load.Exchange;
import java.io.IOException;

/**
 * The closed loop: each connection keeps so many messages under way, and sends the next when one has come back.
 *
 * @param exchange what is sent and has to come back
 * @param connections how many there are
 * @param inFlight messages under way on each
 * @param times of warm-up and measurement
 */
public record ClosedLoop(Exchange exchange, int connections, int inFlight, Times times) implements Load {
    private static final long WARM_MESSAGES = 1_000_000;

    @Override
    public Figures run(ServerProcess server) throws IOException, InterruptedException {
        try (Connections all = new Connections(
                server.address(), exchange, connections, (one, count) -> one.allow(one.answered() + inFlight))) {
            all.allowEach(inFlight);
            warmUp(all);
            long reads = all.reads();
            long messages = all.messages();
            Measurement measurement = new Measurement(server, all.poller(), all::messages);
            all.poller().pollFor(times.nanos());
            Figures figures = measurement
                    .end(Figure.MESSAGES)
                    .put(Figure.BATCH, (double) (all.messages() - messages) / (all.reads() - reads));
            all.drain();
            return figures;
        }
    }

    /** Both some time and some messages: on a machine that others use too, either alone may leave a server interpreted. */
    private void warmUp(Connections all) throws IOException {
        long spent = all.poller().pollFor(times.warmUpNanos());
        while (all.messages() < WARM_MESSAGES && spent < times.longestWarmUpNanos()) {
            spent += all.poller().pollFor(times.warmUpNanos());
        }
    }
}
