package io.quayside.distribution.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Whether people or files read what is printed, which the JDK doesn't tell of stderr. */
final class Terminals {
    private static final System.Logger LOG = System.getLogger(Terminals.class.getName());

    private Terminals() {}

    /** Whether this process's stderr is a terminal; not where there is no command {@code test} to ask. */
    static boolean isStderr() {
        try {
            Process test = new ProcessBuilder("test", "-t", "2")
                    .redirectError(Redirect.INHERIT)
                    .start();
            return test.waitFor() == 0;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "there is no command that tells terminals", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
