/** Threads of the framework's own that aren't a transport's. */
@NullMarked
package io.quayside.core.threads;

import org.jspecify.annotations.NullMarked;
