package io.quayside.api.transport;

import io.quayside.api.Stable;
import java.io.IOException;

/**
 * Takes the outcome of a connect; implemented by the framework, called once, on a worker.
 *
 * @since 0.1
 */
@Stable
public interface ConnectHandler {
    /** Connected. The handler owns the connection: it starts or closes it, now or later. */
    void connected(Connection connection);

    /** Not connected; the message names the address and the reason (T12). */
    void connectFailed(IOException cause);
}
