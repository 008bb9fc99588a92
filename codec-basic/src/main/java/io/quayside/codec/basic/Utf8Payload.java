package io.quayside.codec.basic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.api.codec.CodecException;
import io.quayside.api.codec.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Text as UTF-8. It is strict both ways: what has no faithful form on the other side is refused, and never replaced. */
final class Utf8Payload implements Payload<String> {
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public String decode(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        // The JDK's fastest way replaces what is malformed. Texts with no replacement character in them had nothing to
        // replace; the others are few, and are decoded once more by a decoder that tells.
        String text = new String(bytes, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(ByteBuffer.wrap(bytes));
    }

    private static String decodeStrictly(ByteBuffer bytes) {
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new CodecException(
                    "malformed UTF-8 at byte " + bytes.position() + " of a text of " + bytes.limit(), e);
        }
    }

    @Override
    public int encodedSize(String message) {
        long size = 0;
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c < 0x80) {
                size++;
            } else if (c < 0x800) {
                size += 2;
            } else if (Character.isSurrogate(c)) {
                // Two chars for four bytes.
                requirePair(message, i);
                size += 4;
                i++;
            } else {
                size += 3;
            }
        }
        // What an int cannot count is more than any framing allows, and is refused as that.
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    private static void requirePair(String message, int index) {
        boolean paired = Character.isHighSurrogate(message.charAt(index))
                && index + 1 < message.length()
                && Character.isLowSurrogate(message.charAt(index + 1));
        if (!paired) {
            throw new IllegalArgumentException("a text with half a surrogate pair at index " + index + " of "
                    + message.length() + " has no UTF-8 form");
        }
    }

    @Override
    public void encode(String message, ByteBuffer out) {
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c < 0x80) {
                out.put((byte) c);
            } else if (c < 0x800) {
                out.put((byte) (0xC0 | (c >> 6))).put(continuation(c));
            } else if (Character.isSurrogate(c)) {
                // A pair: the others were refused when the size was asked for.
                putSupplementary(message.codePointAt(i), out);
                i++;
            } else {
                out.put((byte) (0xE0 | (c >> 12))).put(continuation(c >> 6)).put(continuation(c));
            }
        }
    }

    private static void putSupplementary(int codePoint, ByteBuffer out) {
        out.put((byte) (0xF0 | (codePoint >> 18)))
                .put(continuation(codePoint >> 12))
                .put(continuation(codePoint >> 6))
                .put(continuation(codePoint));
    }

    /** The lowest six bits, marked as not the first of a character. */
    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
