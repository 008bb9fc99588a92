package io.quayside.distribution.cli;

/** What this program is called here: a distribution of somebody's own calls it something else. */
final class ProgramName {
    /** Set by the start script, which goes by the name of its file. */
    private static final String PROPERTY = "quayside.name";

    private ProgramName() {}

    static String known() {
        return System.getProperty(PROPERTY, "quayside");
    }
}
