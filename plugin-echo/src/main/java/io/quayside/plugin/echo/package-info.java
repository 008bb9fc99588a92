/**
 * The echo plugin: every message goes back to where it came from. The smallest plugin there is, and what transports and
 * codecs are measured with.
 */
@NullMarked
package io.quayside.plugin.echo;

import org.jspecify.annotations.NullMarked;
