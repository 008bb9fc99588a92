package io.quayside.distribution.cli;

import java.nio.file.Path;

/**
 * The unpacked archive that this program runs from.
 *
 * @param home the directory with {@code bin}, {@code conf}, {@code lib} and {@code plugins}
 */
record Installation(Path home) {
    /** Set by the start script. */
    static final String HOME_PROPERTY = "quayside.home";

    /** The one that the start script told; the current directory when there was no start script. */
    static Installation found() {
        return new Installation(Path.of(System.getProperty(HOME_PROPERTY, "")).toAbsolutePath());
    }

    Path configuration() {
        return home.resolve("conf").resolve(ProgramName.known() + ".conf");
    }

    Path plugins() {
        return home.resolve("plugins");
    }
}
