package io.quayside.api.pool;

import io.quayside.api.Stable;

/**
 * What an I/O context is posted for.
 *
 * @since 0.1
 */
@Stable
public enum Operation {
    /** Held by somebody, posted for nothing. */
    NONE,
    /** Posted to a listener. */
    ACCEPT,
    /** Posted to be filled with what the peer sends. */
    RECEIVE,
    /** Posted to have its bytes sent to the peer. */
    SEND
}
