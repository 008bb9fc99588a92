package io.quayside.core.admission;

import io.quayside.api.plugin.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Warns of one kind of event at most once in five seconds, however often it happens. */
final class QuietLog {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Logger logger;
    private final TimeSource time;
    private final AtomicLong last;

    QuietLog(Logger logger, TimeSource time) {
        this.logger = logger;
        this.time = time;
        this.last = new AtomicLong(time.nanoTime() - QUIET_NANOS);
    }

    void warn(Supplier<String> line) {
        long before = last.get();
        long now = time.nanoTime();
        if (now - before >= QUIET_NANOS && last.compareAndSet(before, now)) {
            logger.log(Level.WARNING, line);
        }
    }
}
