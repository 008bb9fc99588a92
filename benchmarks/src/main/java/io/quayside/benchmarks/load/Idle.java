package io.quayside.benchmarks.load;

import io.quayside.benchmarks.process.Memory;
import io.quayside.benchmarks.process.ServerProcess;
import io.quayside.load.Connections;
import io.quayside.load.Exchange;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Connections that have had one message echoed and then are silent: what the server holds more with them than without.
 *
 * @param size bytes of the message
 * @param connections how many there are
 */
public record Idle(int size, int connections) implements Load {
    /** So many come and go before: what a server keeps once it has had any connection isn't theirs. */
    private static final int BEFORE = 2000;

    private static final int AT_ONCE = 64;

    @Override
    public Figures run(ServerProcess server) throws IOException, InterruptedException {
        InetSocketAddress address = server.address();
        Visits.make(address, size, AT_ONCE, BEFORE);
        Memory before = server.memory();
        long residentBefore = server.residentBytes();
        try (Connections all = new Connections(address, Exchange.echo(size, 1), connections, (one, count) -> {})) {
            all.allowEach(1);
            all.awaitAll();
            Memory with = server.memory();
            long resident = server.residentBytes();
            return new Figures()
                    .put(Figure.HEAP, each(with.heapBytes() - before.heapBytes()))
                    .put(Figure.DIRECT, each(with.directBytes() - before.directBytes()))
                    .put(Figure.RESIDENT, each(resident - residentBefore));
        }
    }

    private double each(long bytes) {
        return (double) bytes / connections;
    }
}
