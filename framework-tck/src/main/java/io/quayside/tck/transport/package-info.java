/**
 * The transport laws T1 to T12 as executable rules: extend {@link io.quayside.tck.transport.TransportContract}, and give it
 * a {@link io.quayside.tck.transport.TransportHarness}.
 */
@NullMarked
package io.quayside.tck.transport;

import org.jspecify.annotations.NullMarked;
