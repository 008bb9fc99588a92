package io.quayside.benchmarks.load;

import io.quayside.benchmarks.process.ServerProcess;
import io.quayside.load.FrameStream;
import io.quayside.load.Poller;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections that come, have one message echoed, and leave; so many at a time.
 *
 * @param size bytes of each message
 * @param atOnce how many there are at a time
 * @param times of warm-up and measurement
 */
public record Visits(int size, int atOnce, Times times) implements Load {
    private static final int SPREAD = 1000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    @Override
    public Figures run(ServerProcess server) throws IOException, InterruptedException {
        try (Crowd crowd = new Crowd(server.address(), this, Long.MAX_VALUE)) {
            crowd.poller.pollFor(times.warmUpNanos());
            Measurement measurement = new Measurement(server, crowd.poller, () -> crowd.ended);
            crowd.poller.pollFor(times.nanos());
            Figures figures = measurement.end(Figure.VISITS);
            crowd.leave();
            return figures;
        }
    }

    /** Only so many visits, with nothing measured; returns when the server has ended the last. */
    static void make(InetSocketAddress server, int size, int atOnce, long count) throws IOException {
        try (Crowd crowd = new Crowd(server, new Visits(size, atOnce, new Times(0, 0, 0)), count)) {
            crowd.leave();
        }
    }

    /** Those who visit at a time. */
    private static final class Crowd implements AutoCloseable {
        private final List<Visitor> visitors = new ArrayList<>();
        private final Poller poller;
        private long toCome;
        private long begun;
        private long ended;

        Crowd(InetSocketAddress server, Visits visits, long count) throws IOException {
            toCome = count;
            poller = new Poller(key -> {
                Visitor visitor = (Visitor) key.attachment();
                if (visitor.ready(key)) {
                    ended++;
                    comeAgain(visitor);
                }
            });
            FrameStream frames = FrameStream.random(visits.size, 1);
            for (int i = 0; i < visits.atOnce; i++) {
                Visitor visitor = new Visitor(i * SPREAD, server, frames, poller);
                visitors.add(visitor);
                comeAgain(visitor);
            }
        }

        /** Waits for those who are there, and as many as are to come if that is bounded. */
        void leave() throws IOException {
            if (toCome == Long.MAX_VALUE) {
                toCome = begun;
            }
            if (!poller.pollUntil(() -> ended >= toCome, PATIENCE)) {
                throw new WrongAnswer((toCome - ended) + " visits didn't end");
            }
        }

        @Override
        public void close() throws IOException {
            for (Visitor visitor : visitors) {
                visitor.close();
            }
            poller.close();
        }

        private void comeAgain(Visitor visitor) throws IOException {
            if (begun < toCome) {
                begun++;
                visitor.come();
            }
        }
    }
}
