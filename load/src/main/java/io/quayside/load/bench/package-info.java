/** A run against a server that is there already: connects, warms up, measures, and tells what went wrong. */
@NullMarked
package io.quayside.load.bench;

import org.jspecify.annotations.NullMarked;
