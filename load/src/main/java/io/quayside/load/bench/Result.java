package io.quayside.load.bench;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param measuredNanos how long it was measured; 0 when it didn't get so far
 * @param messages how many came back in that time, with the right bytes
 * @param bytes that they took on the wire, in one direction
 * @param latencies in nanoseconds: of each exchange in the closed loop, from when a message was due in the open one
 * @param unanswered recorded messages of the open loop that weren't back at the end; their latency is their age then
 * @param generatorBusy the share of the time in which the busiest thread of the generator had something to do, 0 to 1
 * @param interrupted whether somebody stopped it before its time
 * @param failure what ended it before its time, if something did
 */
public record Result(
        long measuredNanos,
        long messages,
        long bytes,
        Histogram latencies,
        long unanswered,
        double generatorBusy,
        boolean interrupted,
        @Nullable Failure failure) {
    /** From this share on, a faster server wouldn't have shown. */
    private static final double LIMIT = 0.9;

    private static final double KEPT_UP = 0.98;
    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;
    private static final double MICRO = 1e3;

    /** Whether there is anything to show. */
    public boolean isMeasured() {
        return measuredNanos > 0;
    }

    /** Length of the measured time. */
    public double seconds() {
        return measuredNanos / NANOS;
    }

    /** Throughput in messages. */
    public double messagesPerSecond() {
        return isMeasured() ? messages / seconds() : 0;
    }

    /** Throughput in millions of bytes, in one direction. */
    public double megabytesPerSecond() {
        return isMeasured() ? bytes / seconds() / MEGA : 0;
    }

    /** A latency in microseconds that so many of a hundred exchanges didn't exceed. */
    public double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / MICRO;
    }

    /** The longest in microseconds. */
    public double longestMicros() {
        return latencies.getMaxValue() / MICRO;
    }

    /** Whether the generator held the throughput down. */
    public boolean generatorWasTheLimit() {
        return isMeasured() && generatorBusy > LIMIT;
    }

    /** Whether less came back than was due, in an open loop of so many messages a second. */
    public boolean fellBehind(double perSecond) {
        return isMeasured() && messagesPerSecond() < KEPT_UP * perSecond;
    }
}
