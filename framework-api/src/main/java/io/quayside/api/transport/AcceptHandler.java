package io.quayside.api.transport;

import io.quayside.api.Stable;

/**
 * Takes accepted connections; implemented by the framework, called on workers, possibly several at once.
 *
 * @since 0.1
 */
@Stable
public interface AcceptHandler {
    /**
     * A connection was accepted, and the next accept is posted already. The handler owns the connection: it
     * {@linkplain Connection#start starts} or {@linkplain Connection#close closes} it, now or later.
     */
    void accepted(Connection connection);

    /** An accept failed; the transport will try again by itself, after {@code retryMillis} milliseconds (T10). */
    void acceptFailed(Throwable cause, long retryMillis);
}
