/** What all contracts have in common: rules that say what was promised. */
@NullMarked
package io.quayside.tck;

import org.jspecify.annotations.NullMarked;
