package io.quayside.transport.uring;

import io.quayside.transport.uring.ring.Errno;

/** Which of the system's errors mean what. Results are error numbers as negative ones. */
final class Failures {
    private Failures() {}

    /** Loads what telling of a want needs: without descriptors, no class can be loaded any more. */
    static void prepare() {
        if (isThePeers(-Errno.EMFILE) || Errno.exception("accept", Errno.EMFILE).getMessage() == null) {
            throw new IllegalStateException("descriptors that run out aren't recognized");
        }
    }

    /** Whether an operation is simply to be begun again. */
    static boolean isTransient(int result) {
        return result == -Errno.EINTR || result == -Errno.EAGAIN;
    }

    /** Whether an accept has failed for its peer's sake: the next one may be as good as ever. */
    static boolean isThePeers(int result) {
        return switch (-result) {
            case Errno.EINTR,
                    Errno.EPERM,
                    Errno.ENONET,
                    Errno.EPROTO,
                    Errno.ENOPROTOOPT,
                    Errno.EOPNOTSUPP,
                    Errno.ENETDOWN,
                    Errno.ENETUNREACH,
                    Errno.ECONNABORTED,
                    Errno.EHOSTDOWN,
                    Errno.EHOSTUNREACH -> true;
            default -> false;
        };
    }
}
