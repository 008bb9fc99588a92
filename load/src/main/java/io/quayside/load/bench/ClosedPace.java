package io.quayside.load.bench;

import io.quayside.load.Connections;
import io.quayside.load.LoadConnection;
import java.io.IOException;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Each connection keeps so many messages under way. Records how long each took from when it was let go until it was back, of
 * those that come back in the measured time.
 */
final class ClosedPace implements Pace {
    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final int inFlight;
    private final long[] begun;
    private final Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);
    private long from = Long.MAX_VALUE;
    private long length;

    ClosedPace(int connections, int inFlight) {
        this.inFlight = inFlight;
        this.begun = new long[Math.multiplyExact(connections, inFlight)];
    }

    @Override
    public void begin(Connections all, long now) throws IOException {
        Arrays.fill(begun, now);
        all.allowEach(inFlight);
    }

    @Override
    public void record(long now, long duration) {
        from = now;
        length = duration;
    }

    @Override
    public void send(Connections all, long now) {
        // What has come back has let the next one go.
    }

    @Override
    public void answered(int index, LoadConnection connection, int messages, long now) {
        boolean recorded = from != Long.MAX_VALUE && now - from < length;
        for (long nth = connection.answered() - messages; nth < connection.answered(); nth++) {
            int slot = index * inFlight + (int) (nth % inFlight);
            if (recorded) {
                nanos.recordValue(Math.max(0, Math.min(LONGEST_NANOS, now - begun[slot])));
            }
            begun[slot] = now;
        }
        connection.allow(connection.answered() + inFlight);
    }

    @Override
    public long giveUp(Connections all, long now) {
        return 0;
    }

    @Override
    public Histogram nanos() {
        return nanos;
    }
}
