package io.quayside.benchmarks.echo;

/** A server sent back something else than it was sent, or didn't send it back. */
final class WrongEcho extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongEcho(String message) {
        super(message);
    }
}
