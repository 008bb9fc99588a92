/** The network and the transport on it, and what both are tested with. */
@NullMarked
package io.quayside.transport.simulated;

import org.jspecify.annotations.NullMarked;
