package io.quayside.benchmarks.load;

import io.quayside.benchmarks.process.ServerProcess;
import io.quayside.load.Connections;
import io.quayside.load.Exchange;
import io.quayside.load.Schedule;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/**
 * The open loop: messages are due at fixed times, whatever the server does, and each one's latency counts from when it was
 * due. So what a pause of the server keeps back, or of the generator, is in the figures.
 *
 * @param exchange what is sent and has to come back
 * @param connections how many there are; they take turns
 * @param perSecond messages that are due in a second, on all of them together
 * @param times of warm-up and measurement
 */
public record OpenLoop(Exchange exchange, int connections, long perSecond, Times times) implements Load {
    /** How many messages that are overdue may be sent with one write. */
    public static final int TOGETHER = 64;

    private static final long SETTLE_NANOS = 500_000_000;

    @Override
    public Figures run(ServerProcess server) throws IOException, InterruptedException {
        Schedule schedule = new Schedule(perSecond, connections);
        Connections.Answered answered = (one, count) ->
                schedule.answered(one.number(), one.answered() - count, one.answered(), System.nanoTime());
        try (Connections all = new Connections(server.address(), exchange, connections, answered)) {
            schedule.begin(System.nanoTime());
            long warm = schedule.messagesIn(times.warmUpNanos());
            schedule.sendUntil(all, warm);
            Measurement measurement = new Measurement(server, all.poller(), all::messages);
            // Nothing was sent while the server was asked: what that has held up has to be over before it counts.
            long first = warm + schedule.messagesIn(SETTLE_NANOS);
            schedule.record(first, first + schedule.messagesIn(times.nanos()));
            schedule.sendUntil(all, schedule.end());
            Figures figures = measurement.end(Figure.ACHIEVED);
            all.awaitAll();
            return put(schedule.nanos(), figures.put(Figure.OFFERED, (double) perSecond));
        }
    }

    private static Figures put(Histogram nanos, Figures figures) {
        return figures.put(Figure.P50, nanos.getValueAtPercentile(50) / 1e3)
                .put(Figure.P99, nanos.getValueAtPercentile(99) / 1e3)
                .put(Figure.P999, nanos.getValueAtPercentile(99.9) / 1e3)
                .put(Figure.MAX, nanos.getMaxValue() / 1e3);
    }
}
