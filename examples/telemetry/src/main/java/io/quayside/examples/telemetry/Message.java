package io.quayside.examples.telemetry;

/** What goes over the wire, in either direction: each is one frame of a fixed layout. */
public sealed interface Message {
    /**
     * A device's reading; answered by an {@link Ack}.
     *
     * @param device the device's number
     * @param sensor the number of one of its sensors
     * @param sequence grows with each report of a device; one that is not larger than the last is a repetition
     * @param at when it was read, in milliseconds since 1970-01-01T00:00Z
     * @param value a finite number
     */
    record Report(int device, int sensor, long sequence, long at, double value) implements Message {}

    /**
     * The report has arrived, and doesn't have to be sent again.
     *
     * @param sequence the report's
     */
    record Ack(long sequence) implements Message {}

    /**
     * Asks how a sensor stands; answered by a {@link Summary}.
     *
     * @param device the device's number
     * @param sensor the sensor's
     */
    record Query(int device, int sensor) implements Message {}

    /**
     * How a sensor stands.
     *
     * @param device the device's number
     * @param sensor the sensor's
     * @param count how many readings there were; with none, all that follows is 0
     * @param at when the latest one was read
     * @param latest the latest value
     * @param least the smallest value
     * @param most the largest value
     * @param mean the mean of all values
     */
    record Summary(int device, int sensor, long count, long at, double latest, double least, double most, double mean)
            implements Message {}

    /** From now on, send me alarms. Not answered. */
    record Subscribe() implements Message {}

    /**
     * A sensor has gone above the threshold.
     *
     * @param device the device's number
     * @param sensor the sensor's
     * @param at when it was read
     * @param value what was read
     */
    record Alarm(int device, int sensor, long at, double value) implements Message {}
}
