/** The pool laws P1 to P7 as executable rules: extend {@link io.quayside.tck.pool.PoolContract}. */
@NullMarked
package io.quayside.tck.pool;

import org.jspecify.annotations.NullMarked;
