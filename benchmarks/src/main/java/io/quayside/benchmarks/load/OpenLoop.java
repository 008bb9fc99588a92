package io.quayside.benchmarks.load;

import io.quayside.benchmarks.process.ServerProcess;
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
        try (Connections all = new Connections(server.address(), exchange, connections, schedule::answered)) {
            schedule.begin();
            long warm = messagesIn(times.warmUpNanos());
            schedule.sendUntil(all, warm);
            Measurement measurement = new Measurement(server, all.poller(), all::messages);
            // Nothing was sent while the server was asked: what that has held up has to be over before it counts.
            long first = warm + messagesIn(SETTLE_NANOS);
            schedule.record(first, first + messagesIn(times.nanos()));
            schedule.sendUntil(all, schedule.last());
            Figures figures = measurement.end(Figure.ACHIEVED);
            all.awaitAll();
            return schedule.put(figures.put(Figure.OFFERED, (double) perSecond));
        }
    }

    private long messagesIn(long nanos) {
        return nanos * perSecond / 1_000_000_000;
    }

    /** Which message is due when, and how late each was back. */
    private static final class Schedule {
        private static final long LONGEST = 300_000_000;

        private final double nanosEach;
        private final int connections;
        private final Histogram micros = new Histogram(LONGEST, 3);
        private long begun;
        private long next;
        private long first = Long.MAX_VALUE;
        private long last = Long.MAX_VALUE;

        Schedule(long perSecond, int connections) {
            this.nanosEach = 1e9 / perSecond;
            this.connections = connections;
        }

        void begin() {
            begun = System.nanoTime();
        }

        long last() {
            return last;
        }

        /** Which messages are recorded. */
        void record(long from, long to) {
            first = from;
            last = to;
        }

        /** Sends what falls due, up to a message. */
        void sendUntil(Connections all, long end) throws IOException {
            while (next < end) {
                long due = Math.min(end, (long) ((all.poller().poll() - begun) / nanosEach));
                for (; next < due; next++) {
                    LoadConnection connection = all.get((int) (next % connections));
                    connection.allow(connection.allowed() + 1);
                    connection.send();
                }
            }
        }

        void answered(LoadConnection connection, int count) {
            long now = System.nanoTime();
            for (long nth = connection.answered() - count; nth < connection.answered(); nth++) {
                long message = nth * connections + connection.number();
                if (message >= first && message < last) {
                    micros.recordValue(Math.min(LONGEST, (long) (now - begun - message * nanosEach) / 1000));
                }
            }
        }

        Figures put(Figures figures) {
            return figures.put(Figure.P50, (double) micros.getValueAtPercentile(50))
                    .put(Figure.P99, (double) micros.getValueAtPercentile(99))
                    .put(Figure.P999, (double) micros.getValueAtPercentile(99.9))
                    .put(Figure.MAX, (double) micros.getMaxValue());
        }
    }
}
