package io.quayside.api.session;

import io.quayside.api.Stable;

/**
 * What became of a message handed to {@link Session#send} (S3).
 *
 * @since 0.1
 */
@Stable
public enum SendResult {
    /** Taken: it will be sent unless the connection ends first. */
    QUEUED,
    /**
     * Taken as well, but the peer reads slower than is sent to it: more than the congestion mark waits. Whoever can, sends
     * nothing more until {@link SessionHandler#writable} is called.
     */
    CONGESTED,
    /** Not taken: the bound of what may wait for this peer is reached, or the server's I/O contexts are exhausted. */
    REFUSED,
    /** Not taken: the session is closing or closed, or its output was shut down. */
    CLOSED;

    /** Whether the message was taken. */
    public boolean taken() {
        return this == QUEUED || this == CONGESTED;
    }
}
