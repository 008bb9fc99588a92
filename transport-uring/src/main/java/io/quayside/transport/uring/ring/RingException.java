package io.quayside.transport.uring.ring;

import io.quayside.api.Internal;
import java.io.IOException;

/**
 * A ring could not be set up; knows the error number, from which the reason can be told.
 *
 * @since 0.1
 */
@Internal
public final class RingException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The system's error number. */
    private final int errno;

    RingException(String doing, int errno) {
        super(doing + ": " + Errno.text(errno));
        this.errno = errno;
    }

    /** The system's error number. */
    public int errno() {
        return errno;
    }
}
