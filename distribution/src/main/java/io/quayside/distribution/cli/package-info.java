/** The command line: {@code serve}, {@code check}, {@code list} and {@code chat}. */
@NullMarked
package io.quayside.distribution.cli;

import org.jspecify.annotations.NullMarked;
