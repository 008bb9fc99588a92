package io.quayside.core.metrics;

import io.quayside.api.Internal;
import io.quayside.api.plugin.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Tells of one kind of event at most once in five seconds, however often it happens; of the others at the level DEBUG. From
 * any thread.
 *
 * @since 0.1
 */
@Internal
public final class QuietLog {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Logger logger;
    private final TimeSource time;
    private final AtomicLong last;

    /** One for each kind of event. */
    public QuietLog(Logger logger, TimeSource time) {
        this.logger = logger;
        this.time = time;
        this.last = new AtomicLong(time.nanoTime() - QUIET_NANOS);
    }

    /** A warning, the first in a while; whether it was that. */
    public boolean warn(Supplier<String> line) {
        return log(Level.WARNING, line);
    }

    /** A line of the level, the first in a while; whether it was that. */
    public boolean log(Level level, Supplier<String> line) {
        boolean first = isFirst();
        logger.log(first ? level : Level.DEBUG, line);
        return first;
    }

    /** An error with what was thrown, the first in a while. */
    public void error(Supplier<String> line, Throwable thrown) {
        logger.log(isFirst() ? Level.ERROR : Level.DEBUG, line, thrown);
    }

    private boolean isFirst() {
        long before = last.get();
        long now = time.nanoTime();
        return now - before >= QUIET_NANOS && last.compareAndSet(before, now);
    }
}
