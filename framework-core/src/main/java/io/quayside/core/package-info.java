/**
 * The server and the client, for applications that embed them: start at {@link io.quayside.core.Server#builder()} or
 * {@link io.quayside.core.Client#builder()}.
 */
@NullMarked
package io.quayside.core;

import org.jspecify.annotations.NullMarked;
