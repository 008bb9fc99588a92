package io.quayside.core;

import io.quayside.api.Stable;
import java.time.Duration;

/**
 * How a stop went.
 *
 * @param drained sessions that ended after what waited to be sent to them had been sent
 * @param cut sessions that had to be cut off at the deadline
 * @param bytesCut bytes that waited to be sent to those
 * @param contextsMissing I/O contexts that did not come back (P3)
 * @param took how long the stop took
 * @since 0.1
 */
@Stable
public record StopReport(int drained, int cut, long bytesCut, int contextsMissing, Duration took) {}
