/**
 * A network in memory, for tests: everything that happens on it is drawn from one seed, time is virtual, and no thread and
 * no socket is involved. {@link io.quayside.transport.simulated.SimulatedNetwork} is where to begin.
 */
@NullMarked
package io.quayside.transport.simulated;

import org.jspecify.annotations.NullMarked;
