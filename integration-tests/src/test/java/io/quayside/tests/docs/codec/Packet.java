package io.quayside.tests.docs.codec;

import java.nio.ByteBuffer;

/** What the peers of a tunnel tell each other. */
sealed interface Packet {
    /** Is anybody there? */
    record Ping() implements Packet {}

    /**
     * Bytes to be passed on.
     *
     * @param bytes of a packet that was received, a view of the receive buffer: valid until the callback returns
     */
    record Data(ByteBuffer bytes) implements Packet {}
}
