package io.quayside.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.api.codec.Payload;
import java.nio.ByteBuffer;

/** Any bytes as text. */
final class TextPayload implements Payload<String> {
    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public String decode(ByteBuffer payload) {
        return UTF_8.decode(payload).toString();
    }

    @Override
    public int encodedSize(String message) {
        return message.getBytes(UTF_8).length;
    }

    @Override
    public void encode(String message, ByteBuffer out) {
        out.put(message.getBytes(UTF_8));
    }
}
