package io.quayside.transport.uring;

import io.quayside.api.transport.Transport;
import io.quayside.transport.uring.ring.Probe;
import io.quayside.transport.uring.ring.Ring;
import io.quayside.transport.uring.ring.RingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The side of the module that is compiled for Java 25, as the provider sees it. */
final class RingEngine implements Engine {
    private static final Path SYSCTL = Path.of("/proc/sys/kernel/io_uring_disabled");
    private static final int SMALLEST = 8;
    private static final long ROUND_NANOS = 1_000_000_000;

    /** Once known, for good: a class that couldn't be initialized tells why the first time only. */
    private static final AtomicReference<@Nullable String> CANNOT_CALL = new AtomicReference<>();

    /** For {@link Engine#load()}. */
    RingEngine() {}

    @Override
    public @Nullable String obstacle() {
        String known = CANNOT_CALL.get();
        return known == null ? tried() : known;
    }

    private static @Nullable String tried() {
        try (Ring ring = Ring.open(SMALLEST)) {
            if (!Probe.isRecentEnough(ring)) {
                return "the operations needed came with Linux 6.0, and this is " + System.getProperty("os.version");
            }
            return completes(ring) ? null : "a ring was set up, and the kernel completes nothing in it";
        } catch (RingException e) {
            return Obstacle.of(e.errno(), SYSCTL);
        } catch (IOException e) {
            return "a ring could not be set up: " + e.getMessage();
        } catch (IllegalStateException e) { // what may set rings up isn't always allowed to use them
            return "a ring was set up, and cannot be used: " + e.getMessage();
        } catch (IllegalCallerException | LinkageError e) {
            CANNOT_CALL.compareAndSet(null, Obstacle.of(e));
            return CANNOT_CALL.get();
        }
    }

    private static boolean completes(Ring ring) {
        ring.operations().nop(1);
        ring.submitAndWait(ROUND_NANOS);
        return ring.reap((data, result, flags) -> {}) == 1;
    }

    @Override
    public Transport open(UringSettings settings) throws IOException {
        try {
            return UringTransport.open(settings);
        } catch (RingException e) {
            throw new IOException(Obstacle.of(e.errno(), SYSCTL), e);
        }
    }
}
