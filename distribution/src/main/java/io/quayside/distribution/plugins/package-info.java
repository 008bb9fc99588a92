/** Loads what lies in the directory {@code plugins}, each plugin behind a class loader of its own. */
@NullMarked
package io.quayside.distribution.plugins;

import org.jspecify.annotations.NullMarked;
