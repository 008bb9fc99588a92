package io.quayside.examples.proxy;

import io.quayside.api.session.SessionHandler;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The server behind the relay. From start to close, connections to it can be opened, from any thread. */
interface Upstream {
    /** Makes ready to connect; once. */
    void start();

    /**
     * Connects; returns at once.
     *
     * @param handler is called for the connection, from opened to closed
     * @param failed is told why there is none, on any thread. Late in coming, it may be opened all the same
     */
    void connect(SessionHandler<ByteBuffer> handler, Consumer<Throwable> failed);

    /** Ends the connections there are; once, after start. */
    void close();
}
