/**
 * The codec SPI: bytes to messages and back (laws C1 to C5), and the framings to build codecs with.
 */
@NullMarked
package io.quayside.api.codec;

import org.jspecify.annotations.NullMarked;
