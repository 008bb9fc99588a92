/** Reads configuration files: HOCON on the outside, {@link io.quayside.api.Settings} on the inside. */
@NullMarked
package io.quayside.distribution.config;

import org.jspecify.annotations.NullMarked;
