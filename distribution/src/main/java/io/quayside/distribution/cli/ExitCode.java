package io.quayside.distribution.cli;

import io.quayside.api.QuaysideException;
import java.util.Set;

/** The exit codes, which scripts rely on. */
final class ExitCode {
    /** Done, or stopped when asked to. */
    static final int OK = 0;

    /** It ran, or tried to, and something failed that is no matter of configuration: a server that isn't there, a fault. */
    static final int FAILED = 1;

    /** The command line or the configuration is wrong, or doesn't fit this machine (an address in use); nothing was started. */
    static final int MISUSED = 2;

    private static final Set<String> OF_THE_MOMENT = Set.of("QS-410", "QS-411", "QS-412", "QS-413", "QS-414", "QS-499");

    private ExitCode() {}

    static int of(QuaysideException e) {
        return OF_THE_MOMENT.contains(e.code()) ? FAILED : MISUSED;
    }
}
