package io.quayside.api.codec;

import io.quayside.api.QuaysideException;
import io.quayside.api.Stable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to messages and back; implemented by codec authors, one instance for each endpoint, shared by all its sessions and
 * called from many threads at once: it has no state that changes.
 *
 * <ul>
 *   <li>C1: decode takes one whole frame or nothing.
 *   <li>C2: however the stream is cut, the messages are the same.
 *   <li>C3: a hostile length is refused before memory is taken for it.
 *   <li>C4: decode(encode(m)) equals m, and the encoded size is as announced.
 *   <li>C5: a decoding error closes that session, with a reason that the operator can read.
 * </ul>
 *
 * <p>Most codecs are a {@link Framing} with a {@link Payload}: see {@link FramedCodec}.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
public interface Codec<M> {
    /** What {@link #frameSize} answers while the frame's size cannot be told. */
    int UNKNOWN = -1;

    /** The type of the messages that decode makes and encode takes. */
    Class<M> messageType();

    /** The largest frame in bytes, its framing included; a session is never given more memory than that to collect one. */
    int maximumFrameSize();

    /**
     * Takes one whole frame from the buffer, or nothing (C1). Called on a worker, for one session at a time, in stream
     * order, until it answers null.
     *
     * @param in the received bytes between position and limit; on a message, the position is moved past its frame, which
     *     has at least one byte; on null and on a throw it is as it was; its limit is never changed
     * @param view a second view of the same memory, for messages that are bytes: set its position and limit and return it,
     *     or something that reads it. It is valid until the callback for this message returns. A codec with other messages
     *     may use it as it likes, and keeps nothing that reads it
     * @return the message, or null when its frame is not all here yet
     * @throws CodecException when the bytes are no frame, or the frame is larger than allowed (C3, C5)
     */
    @Nullable M decode(ByteBuffer in, ByteBuffer view);

    /**
     * How many bytes the frame at the buffer's position will have, called after decode answered null and there is no
     * room for more; changes nothing.
     *
     * @return bytes, or {@link #UNKNOWN}
     */
    default int frameSize(ByteBuffer in) {
        return UNKNOWN;
    }

    /**
     * How many bytes {@link #encode} will write for this message. Called by whoever sends, from any thread.
     *
     * @throws IllegalArgumentException when this codec has no frame for the message, or a larger one than allowed; the
     *     text of the exception tells both figures
     */
    int encodedSize(M message);

    /**
     * Writes one whole frame, of exactly the announced size (C4). Called after {@link #encodedSize} for the same message,
     * by the same thread. Neither the message nor its position and limit, if it is a buffer, are changed.
     *
     * @param out has the room; its position is moved past the frame, or on a throw is as it was
     * @throws IllegalArgumentException when this codec turns out to have no frame for the message, such as for a text with
     *     a line feed in it where a line feed ends a frame
     */
    void encode(M message, ByteBuffer out);

    /**
     * Refuses to put a codec together with a plugin that cannot take its messages; called by codec providers when they
     * are opened.
     *
     * @param codec the codec's id
     * @param made the type of the codec's messages
     * @param taken the type of the messages that the plugin takes
     * @throws QuaysideException {@code QS-303} when not everything made can be taken
     */
    static void requireTaken(String codec, Class<?> made, Class<?> taken) {
        if (!taken.isAssignableFrom(made)) {
            throw new QuaysideException(
                    "QS-303",
                    "codec " + codec + " makes messages of type " + made.getName() + ", and the plugin takes "
                            + taken.getName()
                            + "; choose a codec for the endpoint that makes those, or another plugin");
        }
    }
}
