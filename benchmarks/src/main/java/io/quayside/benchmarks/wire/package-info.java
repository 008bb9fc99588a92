/** Frames as they stand on the wire, written and read by hand: what servers are compared and checked with. */
@NullMarked
package io.quayside.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
