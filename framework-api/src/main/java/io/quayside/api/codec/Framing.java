package io.quayside.api.codec;

import io.quayside.api.Stable;
import java.nio.ByteBuffer;

/**
 * Where frames begin and end in a stream of bytes; implemented by codec authors, called by {@link FramedCodec} from many
 * threads at once: it has no state that changes. {@link Framings} has the usual ones.
 *
 * @since 0.1
 */
@Stable
public interface Framing {
    /** The largest payload in bytes. */
    int maximumPayload();

    /** The largest frame in bytes: the largest payload and what is around it. */
    int maximumFrame();

    /**
     * How many bytes the frame at the buffer's position has, in all; changes nothing. The answer may not depend on how
     * many bytes there are behind the frame (C2).
     *
     * @param in any number of bytes between position and limit, also none
     * @return the size, which is at least 1, as soon as it can be told, whether or not the whole frame is here, or
     *     {@link Codec#UNKNOWN}
     * @throws CodecException when there can be no frame here, or its payload is larger than {@link #maximumPayload()}
     */
    int frameSize(ByteBuffer in);

    /** Narrows position and limit, which hold exactly one whole frame, to its payload. */
    void unwrap(ByteBuffer frame);

    /**
     * How many bytes the frame around a payload of so many bytes has.
     *
     * @param payloadSize at most {@link #maximumPayload()}
     * @throws IllegalArgumentException when this framing has no frame for a payload of that size
     */
    int sizeAround(int payloadSize);

    /** Writes what stands before a payload of so many bytes, for which {@link #sizeAround} was asked. */
    void begin(int payloadSize, ByteBuffer out);

    /**
     * Writes what stands after the payload, which lies in the buffer right before its position.
     *
     * @throws IllegalArgumentException when this framing has no frame for that payload, because of its bytes
     */
    default void end(int payloadSize, ByteBuffer out) {}
}
