/** The pools: index-array free lists, I/O contexts cut from direct slabs, session slots. */
@NullMarked
package io.quayside.core.pool;

import org.jspecify.annotations.NullMarked;
