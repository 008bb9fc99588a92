package io.quayside.tests.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps the log of a thread quiet while it runs simulations: thousands of servers in trouble would fill it with what they are
 * supposed to say. Other threads' logs are as they were.
 */
final class QuietLog extends TurboFilter {
    private static final ThreadLocal<Boolean> QUIET = ThreadLocal.withInitial(() -> false);

    static {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).addTurboFilter(new QuietLog());
    }

    private QuietLog() {}

    /** Runs something on this thread. */
    static void during(Runnable task) {
        QUIET.set(true);
        try {
            task.run();
        } finally {
            QUIET.set(false);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable t) {
        return QUIET.get() ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
