/** The contracts of the API, kept by what the core implements of it. */
@NullMarked
package io.quayside.core.contracts;

import org.jspecify.annotations.NullMarked;
