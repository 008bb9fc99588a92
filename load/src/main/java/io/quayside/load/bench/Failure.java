package io.quayside.load.bench;

import java.util.Locale;

/**
 * What ended a run before its time.
 *
 * @param kind which sort of thing it was
 * @param message what happened, to which connection, in a line
 */
public record Failure(Kind kind, String message) {
    /** Sorts of failures; their names are in reports that programs read. */
    public enum Kind {
        /** There was no connection, or not as many as wanted. */
        NOT_REACHABLE,
        /** This process may not open as many descriptors. */
        NO_DESCRIPTORS,
        /** A connection was ended or reset by the server, or by what lies between. */
        LOST,
        /** Other bytes came back than those that were sent. */
        WRONG,
        /** An echo didn't come in time. */
        SILENT;

        /** The name in reports. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
