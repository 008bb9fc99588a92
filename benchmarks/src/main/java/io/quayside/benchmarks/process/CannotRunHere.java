package io.quayside.benchmarks.process;

import java.io.IOException;

/** A server says that it cannot run on this machine. */
public final class CannotRunHere extends IOException {
    private static final long serialVersionUID = 1L;

    private final String why;

    /** For people to read. */
    public CannotRunHere(String why) {
        super(why);
        this.why = why;
    }

    /** The reason, in a sentence. */
    public String why() {
        return why;
    }
}
