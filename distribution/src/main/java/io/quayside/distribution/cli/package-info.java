/** The command line: {@code serve}, {@code check}, {@code list}, {@code chat} and {@code bench}. */
@NullMarked
package io.quayside.distribution.cli;

import org.jspecify.annotations.NullMarked;
