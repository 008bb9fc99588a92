/**
 * The transport SPI: posts operations to the operating system and hands back their completions (laws T1 to T12).
 */
@NullMarked
package io.quayside.api.transport;

import org.jspecify.annotations.NullMarked;
