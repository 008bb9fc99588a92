package io.quayside.benchmarks.echo;

import java.util.List;

/**
 * One of those compared.
 *
 * @param name what people call it
 * @param main the class that runs it
 * @param flags what its JVM is told beyond what all are told
 */
record Candidate(String name, Class<?> main, List<String> flags) {
    private static final String NO_READ_AHEAD = "-Dsun.nio.ch.disableSynchronousRead=true";

    /**
     * Both servers on the JDK as it is, then both with reads that wait for the system instead of being tried at once. The
     * one that the others of a pair are measured by comes second.
     */
    static List<Candidate> all() {
        return List.of(
                new Candidate("quayside", QuaysideEcho.class, List.of()),
                new Candidate("bare nio2", BareNio2Echo.class, List.of()),
                new Candidate("quayside, no sync read", QuaysideEcho.class, List.of(NO_READ_AHEAD)),
                new Candidate("bare nio2, no sync read", BareNio2Echo.class, List.of(NO_READ_AHEAD)));
    }

    /** The place in {@link #all()} of the server without a framework that has the same flags. */
    static int baseOf(int index) {
        return index | 1;
    }
}
