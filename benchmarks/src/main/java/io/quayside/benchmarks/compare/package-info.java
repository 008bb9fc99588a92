/** The comparison's command: which servers under which load, in turn over several rounds, as table and chart. */
@NullMarked
package io.quayside.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
