package io.quayside.api.pool;

/** What an I/O context is posted for. */
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
