package io.quayside.benchmarks.load;

/** A server sent something else than it had to, or didn't send it. There are no figures then. */
public final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongAnswer(String message) {
        super(message);
    }

    WrongAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
