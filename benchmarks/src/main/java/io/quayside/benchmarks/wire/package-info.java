/** What servers that are compared say to each other's clients beside echoes. */
@NullMarked
package io.quayside.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
