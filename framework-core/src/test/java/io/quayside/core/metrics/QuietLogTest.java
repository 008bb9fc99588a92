package io.quayside.core.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.core.fakes.TestTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuietLogTest {
    private final TestTime time = new TestTime();
    private final Lines lines = new Lines();
    private final QuietLog log = new QuietLog(lines, time);

    @Test
    void warnsAtOnceAndThenOnceInFiveSeconds() {
        log.warn(() -> "first");
        log.warn(() -> "second");
        time.advance(Duration.ofMillis(4_999));
        log.warn(() -> "third");
        time.advance(Duration.ofMillis(1));
        log.warn(() -> "fourth");
        log.log(Level.INFO, () -> "fifth");
        assertEquals(
                List.of("WARNING first", "DEBUG second", "DEBUG third", "WARNING fourth", "DEBUG fifth"), lines.all);
    }

    @Test
    void thoseOfDifferentKindsDoNotSilenceEachOther() {
        log.warn(() -> "one");
        new QuietLog(lines, time).log(Level.INFO, () -> "other");
        assertEquals(List.of("WARNING one", "INFO other"), lines.all);
    }

    /** A logger that remembers. */
    private static final class Lines implements Logger {
        final List<String> all = new ArrayList<>();

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, Supplier<String> line) {
            all.add(level + " " + line.get());
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String line, @Nullable Throwable thrown) {
            all.add(level + " " + line);
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                Object @Nullable ... parameters) {
            all.add(level + " " + format);
        }
    }
}
