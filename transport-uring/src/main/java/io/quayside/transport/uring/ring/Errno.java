package io.quayside.transport.uring.ring;

import io.quayside.api.Internal;
import java.io.IOException;

/**
 * The system's error numbers that somebody here acts upon, and exceptions for all of them.
 *
 * @since 0.1
 */
@Internal
public final class Errno {
    /** Not permitted: by a sysctl or a seccomp profile. */
    public static final int EPERM = 1;
    /** Interrupted by a signal; nothing has happened. */
    public static final int EINTR = 4;
    /** Nothing there now. */
    public static final int EAGAIN = 11;
    /** No memory, or more of it locked than the process may. */
    public static final int ENOMEM = 12;
    /** Forbidden. */
    public static final int EACCES = 13;
    /** Busy. */
    public static final int EBUSY = 16;
    /** An argument that this kernel doesn't know. */
    public static final int EINVAL = 22;
    /** The machine has no descriptors left. */
    public static final int ENFILE = 23;
    /** The process has no descriptors left. */
    public static final int EMFILE = 24;
    /** No such system call. */
    public static final int ENOSYS = 38;
    /** The time is over. */
    public static final int ETIME = 62;
    /** The machine is not on the network. */
    public static final int ENONET = 64;
    /** The other side broke the protocol. */
    public static final int EPROTO = 71;
    /** No such option. */
    public static final int ENOPROTOOPT = 92;
    /** Not supported by this socket. */
    public static final int EOPNOTSUPP = 95;
    /** The network is down. */
    public static final int ENETDOWN = 100;
    /** The network can't be reached. */
    public static final int ENETUNREACH = 101;
    /** A connection was gone before it was accepted. */
    public static final int ECONNABORTED = 103;
    /** No buffers left. */
    public static final int ENOBUFS = 105;
    /** The other side's machine is down. */
    public static final int EHOSTDOWN = 112;
    /** The other side's machine can't be reached. */
    public static final int EHOSTUNREACH = 113;
    /** Cancelled as asked for. */
    public static final int ECANCELED = 125;

    private Errno() {}

    /** What the system says about a failed call, as an exception. */
    public static IOException exception(int errno) {
        return new IOException(text(errno));
    }

    /** As {@link #exception(int)}, with what was being done. */
    public static IOException exception(String doing, int errno) {
        return new IOException(doing + ": " + text(errno));
    }

    /** What the system calls this error. */
    public static String text(int errno) {
        return Libc.errorText(errno) + " (errno " + errno + ")";
    }
}
