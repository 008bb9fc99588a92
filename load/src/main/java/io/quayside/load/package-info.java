/**
 * The load generator: connections that are polled without sleeping, and every byte that servers send compared with the one
 * that has to come. It builds its frames itself, so no fault of a codec can hide in it.
 */
@NullMarked
package io.quayside.load;

import org.jspecify.annotations.NullMarked;
