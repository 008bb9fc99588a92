package io.quayside.tck.transport;

import io.quayside.api.Open;
import io.quayside.api.transport.Connection;

/**
 * Makes a handler for a connection.
 *
 * @param <H> the handler's type
 * @since 0.1
 */
@Open
@FunctionalInterface
public interface HandlerMaker<H extends Recorder> {
    /** A handler, not yet started. */
    H make(Connection connection, Bench bench);
}
