package io.quayside.load;

import java.io.IOException;
import org.HdrHistogram.Histogram;

/**
 * The open loop's: which message is due when, and how late each was back. Connections take turns. Latencies count from when a
 * message was due, so what a pause keeps back is in them, whether it was the server's or the generator's. One thread.
 */
public final class Schedule {
    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final double nanosEach;
    private final int connections;
    private final Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);
    private long begun;
    private long next;
    private long first = Long.MAX_VALUE;
    private long end = Long.MAX_VALUE;

    /** So many messages in a second, on so many connections together. */
    public Schedule(double perSecond, int connections) {
        this.nanosEach = 1e9 / perSecond;
        this.connections = connections;
    }

    /** The first message is due at that time, as {@link System#nanoTime} tells it. */
    public void begin(long now) {
        begun = now;
    }

    /** How many messages are due by a time. */
    public long dueBy(long now) {
        long elapsed = now - begun; // the clock may run over
        return elapsed < 0 ? 0 : (long) (elapsed / nanosEach) + 1;
    }

    /** How many messages fall due in so long. */
    public long messagesIn(long duration) {
        return (long) (duration / nanosEach);
    }

    /** Which messages are recorded: from one, up to another. */
    public void record(long from, long to) {
        first = from;
        end = to;
    }

    /** Where the recorded messages end. */
    public long end() {
        return end;
    }

    /** Looks after the connections and sends what falls due, up to a message. */
    public void sendUntil(Connections all, long last) throws IOException {
        while (next < last) {
            send(all, all.poller().poll(), last);
        }
    }

    /** Sends what is due at a time, and comes before a message. */
    public void send(Connections all, long now, long last) throws IOException {
        long due = Math.min(last, dueBy(now));
        if (next < due) {
            long from = next;
            for (; next < due; next++) {
                LoadConnection connection = all.get((int) (next % connections));
                connection.allow(connection.allowed() + 1);
            }
            // What is overdue goes with one write: too high a rate must not keep us from reading.
            for (long i = from; i < Math.min(due, from + connections); i++) {
                all.get((int) (i % connections)).send();
            }
            all.poller().worked();
        }
    }

    /** The messages of a connection from one up to another have come back. */
    public void answered(int index, long from, long to, long now) {
        for (long nth = from; nth < to; nth++) {
            note(nth * connections + index, now);
        }
    }

    /** Those that haven't come back count as late as they are by now; answers how many they are. */
    public long giveUp(Connections all, long now) {
        long missing = 0;
        for (int index = 0; index < all.count(); index++) {
            long message = all.get(index).answered() * connections + index;
            for (long due = dueBy(now); message < due && message < end; message += connections) {
                missing += note(message, now) ? 1 : 0;
            }
        }
        return missing;
    }

    /** What was recorded, in nanoseconds. */
    public Histogram nanos() {
        return nanos;
    }

    private boolean note(long message, long now) {
        if (message < first || message >= end) {
            return false;
        }
        long late = (long) (now - begun - message * nanosEach);
        nanos.recordValue(Math.max(0, Math.min(LONGEST_NANOS, late)));
        return true;
    }
}
