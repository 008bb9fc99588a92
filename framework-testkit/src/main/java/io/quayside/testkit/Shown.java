package io.quayside.testkit;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Messages and bytes as they stand in what a person reads. */
final class Shown {
    private static final int LONGEST = 300;
    private static final int MOST_BYTES = 64;

    private Shown() {}

    static String message(Object message) {
        if (message instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(buffer.position(), bytes);
            return bytes(bytes);
        }
        String text = String.valueOf(message).strip();
        String kept = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "... of " + text.length();
        return message instanceof CharSequence ? '"' + kept + '"' : kept;
    }

    static String messages(List<?> messages) {
        return messages.isEmpty()
                ? "nothing"
                : messages.stream().map(Shown::message).collect(Collectors.joining(", "));
    }

    /** How many, and the first of them: as text where they are that, else in hexadecimal. */
    static String bytes(byte[] bytes) {
        StringBuilder text = new StringBuilder().append(bytes.length).append(bytes.length == 1 ? " byte " : " bytes ");
        for (int i = 0; i < Math.min(bytes.length, MOST_BYTES); i++) {
            int value = bytes[i] & 0xFF;
            if (value == '\n') {
                text.append("\\n");
            } else if (value >= ' ' && value < 0x7F) {
                text.append((char) value);
            } else {
                text.append(String.format(Locale.ROOT, "\\x%02x", value));
            }
        }
        return bytes.length > MOST_BYTES ? text.append("...").toString() : text.toString();
    }
}
