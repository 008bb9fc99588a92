/**
 * What authors of plugins, codecs, transports and pools compile against: the parts common to all of them.
 */
@NullMarked
package io.quayside.api;

import org.jspecify.annotations.NullMarked;
