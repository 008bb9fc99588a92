package io.quayside.codec.basic;

import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;
import java.nio.ByteBuffer;

/**
 * The codec {@code bytes}: a message is the payload of a frame, as a {@link ByteBuffer} that shows the receive buffer itself.
 * A plugin that wants to keep its bytes for longer than the callback copies them. What is sent lies between the buffer's
 * position and limit; both stay as they are.
 *
 * <p>Settings are those of {@link Framings#from}: {@code framing}, by default {@code varint32}, and {@code max-frame}, by
 * default {@code 1m}.
 *
 * @since 0.1
 */
@Stable
public final class BytesCodecProvider implements CodecProvider {
    private static final String ID = "bytes";
    private static final int LARGEST_BY_DEFAULT = 1 << 20;

    /** For ServiceLoader. */
    public BytesCodecProvider() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "frames as they are: messages are java.nio.ByteBuffer, read in place";
    }

    @Override
    public Codec<ByteBuffer> open(Settings settings, Class<?> messageType, ClassLoader loader) {
        Codec.requireTaken(ID, ByteBuffer.class, messageType);
        return new FramedCodec<>(Framings.from(settings, "varint32", LARGEST_BY_DEFAULT), new BytesPayload());
    }
}
