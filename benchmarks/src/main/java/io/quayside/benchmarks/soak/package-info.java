/** Shows that everything comes back: a million echoes, and connections that end in every way there is. */
@NullMarked
package io.quayside.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
