/** Counters and gauges. */
@NullMarked
package io.quayside.core.metrics;

import org.jspecify.annotations.NullMarked;
