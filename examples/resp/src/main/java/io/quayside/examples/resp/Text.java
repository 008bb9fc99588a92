package io.quayside.examples.resp;

/**
 * A short text: {@code +OK\r\n} on the wire.
 *
 * @param text has one byte for each character, and no line ends
 */
public record Text(String text) implements Resp {
    static final Text OK = new Text("OK");
    static final Text PONG = new Text("PONG");

    /** Rejects what would end the line, and what has no byte. */
    public Text {
        requireOneLine(text);
    }

    /** Whoever can smuggle a line end into an answer can forge the next one. */
    static void requireOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '\r' || each == '\n' || each > 0xFF) {
                throw new IllegalArgumentException("character " + i + " of " + text.length() + " can't be in a line");
            }
        }
    }
}
