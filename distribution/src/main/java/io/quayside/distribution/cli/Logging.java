package io.quayside.distribution.cli;

/** The level of the log, for commands whose output is the point and not the log. */
final class Logging {
    private static final String PROPERTY = "quayside.log.level";
    private static final String VARIABLE = "QUAYSIDE_LOG_LEVEL";

    private Logging() {}

    /** Logs nothing below this level, unless the user asked for another one. Called before the first logger is made. */
    static void only(String level) {
        if (System.getenv(VARIABLE) == null && System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, level);
        }
    }
}
