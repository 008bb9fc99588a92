/** Finds providers with ServiceLoader. */
@NullMarked
package io.quayside.core.discovery;

import org.jspecify.annotations.NullMarked;
