package io.quayside.distribution.cli;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/** The archive of classes that the JVM writes when it ends, if the start script told it to. */
final class ClassArchive {
    /** Set by the start script: where the archive will be. */
    private static final String PROPERTY = "quayside.archive";

    private static final System.Logger LOG = System.getLogger(ClassArchive.class.getName());

    private ClassArchive() {}

    /** Tells the start script that the archive will have all that a start needs. Called when the server is ready. */
    static void isWorthKeeping() {
        String archive = System.getProperty(PROPERTY);
        if (archive == null) {
            return;
        }
        try {
            Files.write(Path.of(archive + ".ready"), new byte[0]);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the next start will be a slow one, too", e);
        }
    }
}
