/**
 * A small transport in memory that keeps all laws, on one thread or on several, and can be told to break one of them: what the
 * transport's contract is tested with.
 */
@NullMarked
package io.quayside.tck.memory;

import org.jspecify.annotations.NullMarked;
