package io.quayside.benchmarks.load;

/**
 * How long a load takes.
 *
 * @param warmUpNanos before the measurement, at least
 * @param longestWarmUpNanos before the measurement, at most: it ends when the server has done much
 * @param nanos of the measurement
 */
public record Times(long warmUpNanos, long longestWarmUpNanos, long nanos) {}
