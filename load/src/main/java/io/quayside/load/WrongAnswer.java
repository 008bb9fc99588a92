package io.quayside.load;

/** A server sent something else than it had to, or didn't send it. There are no figures then. */
public final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public WrongAnswer(String message) {
        super(message);
    }

    /** What was wrong, and how it was found. */
    public WrongAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
