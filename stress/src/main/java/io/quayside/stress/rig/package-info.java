/**
 * What the models and tests stand on in place of a network, workers and memory: whatever comes next is a call, so that the
 * tools decide when a byte arrives, a send completes, a task runs or a connection breaks.
 */
@NullMarked
package io.quayside.stress.rig;

import org.jspecify.annotations.NullMarked;
