/** The plugin laws G1 to G3 as executable rules: extend {@link io.quayside.tck.plugin.PluginContract}. */
@NullMarked
package io.quayside.tck.plugin;

import org.jspecify.annotations.NullMarked;
