package io.quayside.transport.uring;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out whether io_uring can be used here, and says in a sentence what stands in the way; on any Java from 17 on. */
final class Availability {
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");
    private static final int OLDEST_JAVA = 25;

    private Availability() {}

    /** Null when nothing stands in the way. */
    static @Nullable String obstacle() {
        String system = System.getProperty("os.name", "");
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
            return "io_uring is a part of Linux, and this is " + system;
        }
        String architecture = System.getProperty("os.arch", "");
        if (!ARCHITECTURES.contains(architecture)) {
            return "the kernel's numbers are known here for x86-64 and aarch64, and this is " + architecture;
        }
        Runtime.Version java = Runtime.version();
        if (java.feature() < OLDEST_JAVA) {
            return "it needs Java " + OLDEST_JAVA + " or newer, and this is Java " + java.feature();
        }
        try {
            return Engine.load().obstacle();
        } catch (LinkageError e) {
            return "this Java runtime can't call the system: " + e;
        }
    }
}
