/** The load generator: one thread that polls sockets without sleeping, and checks every byte that servers send. */
@NullMarked
package io.quayside.benchmarks.load;

import org.jspecify.annotations.NullMarked;
