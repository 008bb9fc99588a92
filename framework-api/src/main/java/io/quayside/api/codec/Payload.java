package io.quayside.api.codec;

import io.quayside.api.Stable;
import java.nio.ByteBuffer;

/**
 * The inside of a frame to a message and back, for codecs built from a {@link Framing}; implemented by codec authors, with
 * no state that changes.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
public interface Payload<M> {
    /** The type of the messages. */
    Class<M> messageType();

    /**
     * Makes a message of the bytes between position and limit, which are the whole payload of one frame; all of them belong
     * to the message. The buffer may be returned, or kept by the message, until the callback for the message returns; its
     * byte order is big-endian.
     *
     * @throws CodecException when the bytes are no message
     */
    M decode(ByteBuffer payload);

    /**
     * How many bytes {@link #encode} will write.
     *
     * @throws IllegalArgumentException when the message cannot be written as bytes at all
     */
    int encodedSize(M message);

    /** Writes the message's bytes, as many as announced; leaves the message as it is. The buffer has the room. */
    void encode(M message, ByteBuffer out);
}
