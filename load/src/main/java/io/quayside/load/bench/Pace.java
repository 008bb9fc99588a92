package io.quayside.load.bench;

import io.quayside.load.Connections;
import io.quayside.load.LoadConnection;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** When a thread's connections send what, and which latencies are recorded. That thread alone calls it. */
interface Pace {
    /** Begins to send. */
    void begin(Connections all, long now) throws IOException;

    /** From now on latencies are recorded, for so long. */
    void record(long now, long duration);

    /** Called over and over until the measured time is over. */
    void send(Connections all, long now) throws IOException;

    /** The first, second, ... connection has got so many messages back. */
    void answered(int index, LoadConnection connection, int messages, long now);

    /** No more messages are waited for; answers how many of those to be recorded are not back. */
    long giveUp(Connections all, long now);

    /** What was recorded, in nanoseconds. */
    Histogram nanos();
}
