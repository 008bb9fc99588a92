package com.example.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quayside.api.codec.CodecException;
import io.quayside.api.codec.Payload;
import java.nio.ByteBuffer;

/** Words of the letters a to z. */
final class WordPayload implements Payload<String> {
    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public String decode(ByteBuffer payload) {
        String word = US_ASCII.decode(payload).toString();
        if (!word.matches("[a-z]*")) {
            throw new CodecException("a word has other letters than a to z");
        }
        return word;
    }

    @Override
    public int encodedSize(String word) {
        return word.length();
    }

    @Override
    public void encode(String word, ByteBuffer out) {
        out.put(word.getBytes(US_ASCII));
    }
}
