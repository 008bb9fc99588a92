/** The composition root: the only package that knows Guice. */
@NullMarked
package io.quayside.core.wiring;

import org.jspecify.annotations.NullMarked;
