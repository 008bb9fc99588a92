/**
 * The transport laws T1 to T12 as executable contracts, against the SPI and plain sockets only: subclass each for a
 * transport.
 */
@NullMarked
package io.quayside.transport.laws;

import org.jspecify.annotations.NullMarked;
