/**
 * A subset of Redis' protocol, RESP2, and a store of keys and values behind it: enough for {@code redis-cli} and
 * {@code redis-benchmark}. Read {@link io.quayside.examples.resp.Resp} first, then the codec, then the plugin.
 */
@NullMarked
package io.quayside.examples.resp;

import org.jspecify.annotations.NullMarked;
