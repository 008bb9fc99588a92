package io.quayside.examples.proxy;

import io.quayside.api.codec.Codec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as they come: a message is what is there, whatever that is. For relays, which don't care where frames end; so where the
 * stream is cut does show here (C2), and only all bytes together are always the same. A message shows the receive buffer itself:
 * whoever sends it on has copied it.
 */
final class StreamCodec implements Codec<ByteBuffer> {
    private final int largest;

    /** @param largest the most bytes of one message */
    StreamCodec(int largest) {
        this.largest = largest;
    }

    @Override
    public Class<ByteBuffer> messageType() {
        return ByteBuffer.class;
    }

    @Override
    public int maximumFrameSize() {
        return largest;
    }

    @Override
    public @Nullable ByteBuffer decode(ByteBuffer in, ByteBuffer view) {
        int start = in.position();
        int size = Math.min(in.remaining(), largest);
        if (size == 0) {
            return null;
        }
        in.position(start + size);
        return view.limit(start + size).position(start);
    }

    @Override
    public int encodedSize(ByteBuffer message) {
        if (message.remaining() > largest) {
            throw new IllegalArgumentException(
                    message.remaining() + " bytes at once; the most allowed here is " + largest);
        }
        return message.remaining();
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer out) {
        int start = out.position();
        int size = message.remaining();
        out.put(start, message, message.position(), size).position(start + size);
    }
}
