package io.quayside.core;

import io.quayside.api.Open;
import java.time.Duration;
import java.util.List;

/**
 * How a reload went.
 *
 * @param endpoints the names of the endpoints that have the new plugin
 * @param drained sessions of the old one that ended after what waited to be sent to them had been sent
 * @param cut sessions that had to be cut off at the deadline
 * @param stuck sessions that are cut off and still run a callback of the old one: its classes are in use
 * @param problems one line for each old plugin that failed to stop
 * @param took how long it took
 * @since 0.1
 */
@Open
public record ReloadReport(
        List<String> endpoints, int drained, int cut, int stuck, List<String> problems, Duration took) {}
