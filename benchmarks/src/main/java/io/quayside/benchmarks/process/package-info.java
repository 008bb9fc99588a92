/** Servers as processes of their own: how they are started, pinned, asked and measured. */
@NullMarked
package io.quayside.benchmarks.process;

import org.jspecify.annotations.NullMarked;
