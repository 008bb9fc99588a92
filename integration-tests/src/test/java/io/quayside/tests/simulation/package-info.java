/** The whole server on a simulated network: thousands of seeds, and everything that can go wrong on a network. */
@NullMarked
package io.quayside.tests.simulation;

import org.jspecify.annotations.NullMarked;
