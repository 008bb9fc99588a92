/** A server within an application, without files. */
@NullMarked
package io.quayside.examples.embedded;

import org.jspecify.annotations.NullMarked;
