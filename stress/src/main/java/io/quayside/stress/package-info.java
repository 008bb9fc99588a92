/** Runs the model checks of this module; the stress tests beside them are run by jcstress itself. */
@NullMarked
package io.quayside.stress;

import org.jspecify.annotations.NullMarked;
