/** The servers that are compared, each a program of its own, written as users of its project would write it. */
@NullMarked
package io.quayside.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
