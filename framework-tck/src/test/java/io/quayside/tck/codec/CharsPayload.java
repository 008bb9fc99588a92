package io.quayside.tck.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quayside.api.codec.Payload;
import java.nio.ByteBuffer;

/** The simplest of payloads, to test framings with: every byte is a char, from 0 to 255. */
final class CharsPayload implements Payload<String> {
    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public String decode(ByteBuffer payload) {
        return ISO_8859_1.decode(payload).toString();
    }

    @Override
    public int encodedSize(String message) {
        return message.length();
    }

    @Override
    public void encode(String message, ByteBuffer out) {
        out.put(message.getBytes(ISO_8859_1));
    }
}
