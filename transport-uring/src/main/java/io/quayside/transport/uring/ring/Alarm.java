package io.quayside.transport.uring.ring;

import io.quayside.api.Internal;
import java.io.IOException;

/**
 * A counter that a ring reads, and that any thread rings. Closed by the ring's thread, when nobody rings any more.
 *
 * @since 0.1
 */
@Internal
public final class Alarm implements AutoCloseable {
    private final int descriptor;

    private Alarm(int descriptor) {
        this.descriptor = descriptor;
    }

    /** A counter at zero. */
    public static Alarm open() throws IOException {
        int descriptor = Libc.eventfd();
        if (descriptor < 0) {
            throw Errno.exception("eventfd", -descriptor);
        }
        return new Alarm(descriptor);
    }

    /** Wakes whoever waits in the ring, now or when it next waits; from any thread. */
    public void ring() {
        Libc.eventfdWrite(descriptor); // it fails when the counter is full, which wakes as well
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        Libc.close(descriptor);
    }
}
