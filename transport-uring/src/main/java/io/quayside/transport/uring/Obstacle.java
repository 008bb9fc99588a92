package io.quayside.transport.uring;

import io.quayside.transport.uring.ring.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says in a sentence what a failure to set up a ring means, and what to do about it. */
final class Obstacle {
    private Obstacle() {}

    /**
     * What an error number of the set-up means.
     *
     * @param sysctl where the system tells whether io_uring is switched off; older kernels have no such file
     */
    static String of(int errno, Path sysctl) {
        return switch (errno) {
            case Errno.ENOSYS ->
                "this kernel has no io_uring, or a seccomp profile hides it, as those of containers often do";
            case Errno.EPERM, Errno.EACCES -> forbidden(content(sysctl));
            case Errno.ENOMEM ->
                "there isn't enough memory that may be locked for rings; raise the limit (ulimit -l), or lower workers or"
                        + " ring-size of this transport";
            case Errno.EMFILE, Errno.ENFILE -> "no descriptors are left for a ring";
            case Errno.EINVAL ->
                "this kernel's io_uring is too old; Linux 6.0 is needed, and this is "
                        + System.getProperty("os.version");
            default -> "a ring could not be set up: " + Errno.text(errno);
        };
    }

    private static String forbidden(String sysctl) {
        return switch (sysctl) {
            case "1" ->
                "the sysctl kernel.io_uring_disabled is 1, which forbids io_uring to this process: it is neither"
                        + " privileged nor in the group of kernel.io_uring_group";
            case "2" -> "the sysctl kernel.io_uring_disabled is 2, which forbids io_uring to everybody";
            default -> "a seccomp profile or security module forbids io_uring, as those of containers often do";
        };
    }

    private static String content(Path sysctl) {
        try {
            return Files.readString(sysctl).strip();
        } catch (IOException e) {
            return ""; // there is none
        }
    }

    /** What it means that the C library can't be called. */
    static String of(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof IllegalCallerException) {
                return "this Java runtime denies native access; start it with --enable-native-access=ALL-UNNAMED";
            }
        }
        return "this Java runtime can't call the system: " + thrown;
    }
}
