package io.quayside.transport.uring;

import io.quayside.transport.uring.ring.Errno;
import io.quayside.transport.uring.ring.Probe;
import io.quayside.transport.uring.ring.Ring;
import io.quayside.transport.uring.ring.RingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out whether io_uring can be used here, and says in a sentence what stands in the way. */
final class Availability {
    private static final Path SYSCTL = Path.of("/proc/sys/kernel/io_uring_disabled");
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");
    private static final int SMALLEST = 8;

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
        try (Ring ring = Ring.open(SMALLEST)) {
            return Probe.isRecentEnough(ring)
                    ? null
                    : "the operations needed came with Linux 6.0, and this is " + System.getProperty("os.version");
        } catch (RingException e) {
            return explained(e.errno(), sysctl());
        } catch (IOException e) {
            return "a ring could not be set up: " + e.getMessage();
        } catch (IllegalCallerException | LinkageError e) {
            return denied(e)
                    ? "this Java runtime denies native access; start it with --enable-native-access=ALL-UNNAMED"
                    : "this Java runtime can't call the system: " + e;
        }
    }

    /** What an error number of the set-up means. */
    static String explained(int errno, String sysctl) {
        return switch (errno) {
            case Errno.ENOSYS ->
                "this kernel has no io_uring, or a seccomp profile hides it, as those of containers often do";
            case Errno.EPERM, Errno.EACCES ->
                "1".equals(sysctl) || "2".equals(sysctl)
                        ? "the sysctl kernel.io_uring_disabled is " + sysctl
                                + ", which forbids io_uring to this process"
                        : "a seccomp profile or security module forbids io_uring, as those of containers often do";
            case Errno.ENOMEM -> "there isn't enough memory that may be locked for a ring; raise the limit (ulimit -l)";
            case Errno.EMFILE, Errno.ENFILE -> "no descriptors are left for a ring";
            case Errno.EINVAL ->
                "this kernel's io_uring is too old; Linux 6.0 is needed, and this is "
                        + System.getProperty("os.version");
            default -> "a ring could not be set up: " + Errno.text(errno);
        };
    }

    private static boolean denied(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof IllegalCallerException) {
                return true;
            }
        }
        return false;
    }

    private static String sysctl() {
        try {
            return Files.readString(SYSCTL).strip();
        } catch (IOException e) {
            return ""; // older kernels have none
        }
    }
}
