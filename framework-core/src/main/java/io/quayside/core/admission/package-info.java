/** Who is let in: bans, limits for addresses, the sessions and handshakes there may be at once, and those who wait. */
@NullMarked
package io.quayside.core.admission;

import org.jspecify.annotations.NullMarked;
