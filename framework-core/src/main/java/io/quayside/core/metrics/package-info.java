/** Counters, gauges, and log lines for what may happen very often. */
@NullMarked
package io.quayside.core.metrics;

import org.jspecify.annotations.NullMarked;
