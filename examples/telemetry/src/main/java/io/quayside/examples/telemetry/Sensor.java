package io.quayside.examples.telemetry;

import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Summary;

/** What is known of one sensor. {@link Sensors} keeps it, and sees to it that one thread at a time uses it. */
final class Sensor {
    private final int device;
    private final int sensor;
    private long count;
    private long at;
    private double latest;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private double mean;
    private long heard;

    Sensor(int device, int sensor) {
        this.device = device;
        this.sensor = sensor;
    }

    void add(Report report, long now) {
        count++;
        at = report.at();
        latest = report.value();
        least = Math.min(least, latest);
        most = Math.max(most, latest);
        mean += latest / count - mean / count; // no sum, which could become infinite
        heard = now;
    }

    /** Whether its latest value, if there is one, is above this. */
    boolean isAbove(int threshold) {
        return count > 0 && latest > threshold;
    }

    long heard() {
        return heard;
    }

    Summary summary() {
        return count == 0 ? nothing(device, sensor) : new Summary(device, sensor, count, at, latest, least, most, mean);
    }

    static Summary nothing(int device, int sensor) {
        return new Summary(device, sensor, 0, 0, 0, 0, 0, 0);
    }
}
