/** Compares this server with one written by hand on the same asynchronous channels, in one run. */
@NullMarked
package io.quayside.benchmarks.echo;

import org.jspecify.annotations.NullMarked;
