package io.quayside.benchmarks.soak;

/** The server did to a connection what it may not: a wrong byte, an end too early, nothing at all. */
final class SoakFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SoakFailure(String message) {
        super(message);
    }

    SoakFailure(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
