/**
 * A relay: what comes from a client goes to a server, and the other way. Read {@link io.quayside.examples.proxy.ProxyServer}
 * first, then {@code ProxyPlugin}, then {@code Relay}.
 */
@NullMarked
package io.quayside.examples.proxy;

import org.jspecify.annotations.NullMarked;
