package io.quayside.examples.telemetry;

import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Summary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** All sensors. Sessions and the timer use it at the same time: it has a lock, held for a moment only. */
final class Sensors {
    private record Key(int device, int sensor) {}

    /** What became of a report. */
    enum Outcome {
        /** It counts. */
        TAKEN,
        /** It counts, and its sensor went above the threshold with it. */
        ALARMING,
        /** It counted before. */
        REPEATED,
        /** There is no room for one more sensor. */
        REFUSED
    }

    private final Map<Key, Sensor> sensors = new HashMap<>();
    private final Map<Integer, Long> sequences = new HashMap<>();
    private final int threshold;
    private final int most;

    /**
     * @param threshold what is above it is alarming
     * @param most how many sensors there may be
     */
    Sensors(int threshold, int most) {
        this.threshold = threshold;
        this.most = most;
    }

    /** @param now nanoseconds of the server's clock: a device's own may go wrong */
    synchronized Outcome add(Report report, long now) {
        Key key = new Key(report.device(), report.sensor());
        Long last = sequences.get(report.device());
        if (last != null && report.sequence() <= last) {
            return Outcome.REPEATED;
        }
        if (sensors.size() >= most && !sensors.containsKey(key)) {
            return Outcome.REFUSED;
        }
        sequences.put(report.device(), report.sequence());
        Sensor sensor = sensors.computeIfAbsent(key, made -> new Sensor(made.device(), made.sensor()));
        boolean wasAbove = sensor.isAbove(threshold);
        sensor.add(report, now);
        return sensor.isAbove(threshold) && !wasAbove ? Outcome.ALARMING : Outcome.TAKEN;
    }

    synchronized Summary summary(Query query) {
        Sensor sensor = sensors.get(new Key(query.device(), query.sensor()));
        return sensor == null ? Sensor.nothing(query.device(), query.sensor()) : sensor.summary();
    }

    /** Forgets the sensors that were last heard of before this, and the devices that have no others. */
    synchronized void forget(long before) {
        if (sensors.values().removeIf(sensor -> sensor.heard() - before < 0)) {
            Set<Integer> left = new HashSet<>();
            sensors.keySet().forEach(key -> left.add(key.device()));
            sequences.keySet().retainAll(left);
        }
    }

    synchronized int size() {
        return sensors.size();
    }
}
