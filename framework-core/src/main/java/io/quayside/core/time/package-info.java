/** What time it is, and timers. */
@NullMarked
package io.quayside.core.time;

import org.jspecify.annotations.NullMarked;
