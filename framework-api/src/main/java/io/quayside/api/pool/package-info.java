/**
 * The pool SPI: bounded pools of I/O contexts (laws P1 to P7).
 */
@NullMarked
package io.quayside.api.pool;

import org.jspecify.annotations.NullMarked;
