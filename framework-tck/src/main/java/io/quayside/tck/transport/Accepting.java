package io.quayside.tck.transport;

import io.quayside.api.transport.AcceptHandler;

/** An accept handler for rules in which no accept fails. */
abstract class Accepting implements AcceptHandler {
    @Override
    public final void acceptFailed(Throwable cause, long retryMillis) {
        throw new AssertionError("an accept failed", cause);
    }
}
