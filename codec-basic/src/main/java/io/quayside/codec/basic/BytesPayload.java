package io.quayside.codec.basic;

import io.quayside.api.codec.Payload;
import java.nio.ByteBuffer;

/** The payload is the message: nothing is copied on the way in, and nothing is allocated either way. */
final class BytesPayload implements Payload<ByteBuffer> {
    @Override
    public Class<ByteBuffer> messageType() {
        return ByteBuffer.class;
    }

    @Override
    public ByteBuffer decode(ByteBuffer payload) {
        return payload;
    }

    @Override
    public int encodedSize(ByteBuffer message) {
        return message.remaining();
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer out) {
        // The absolute put: the relative one would move the message's position, and a duplicate would be garbage.
        int start = out.position();
        int size = message.remaining();
        out.put(start, message, message.position(), size).position(start + size);
    }
}
