package io.quayside.examples.resp;

/**
 * Why a command was not carried out: {@code -ERR unknown command\r\n} on the wire.
 *
 * @param text begins with a word in capitals that programs look at; one line, as of a {@link Text}
 */
public record Failure(String text) implements Resp {
    /** Rejects what would end the line, and what has no byte. */
    public Failure {
        Text.requireOneLine(text);
    }

    /** A failure that speaks of what a peer has sent: whatever can't be in a line becomes a question mark. */
    static Failure about(String text) {
        return new Failure(text.replaceAll("[^ -~]", "?"));
    }
}
