/** What a running server is told through a socket of its machine: requests and answers of a few lines. */
@NullMarked
package io.quayside.distribution.admin;

import org.jspecify.annotations.NullMarked;
