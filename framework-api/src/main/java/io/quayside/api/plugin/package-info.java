/**
 * The plugin SPI: one protocol, and what it may ask for (laws G1 to G3).
 */
@NullMarked
package io.quayside.api.plugin;

import org.jspecify.annotations.NullMarked;
