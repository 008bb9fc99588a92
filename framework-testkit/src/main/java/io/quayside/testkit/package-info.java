/**
 * Tests of plugins and codecs in milliseconds: the server's own pipeline on a simulated network, without a thread or a socket,
 * in virtual time. {@link io.quayside.testkit.PluginHarness} is where to begin for a plugin,
 * {@link io.quayside.testkit.ProtocolKit} for a codec.
 */
@NullMarked
package io.quayside.testkit;

import org.jspecify.annotations.NullMarked;
