package io.quayside.stress.rig;

import java.lang.System.Logger;
import java.lang.System.LoggerFinder;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Says nothing, since what is broken on purpose is logged a million times; but an error that is logged is a fault. */
public final class RigLog extends LoggerFinder {
    @Override
    public Logger getLogger(String name, Module module) {
        return new Errors(name);
    }

    private static final class Errors implements Logger {
        private final String name;

        Errors(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level == Level.ERROR;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
            fail(level, text, thrown);
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                Object @Nullable ... parameters) {
            fail(level, format, null);
        }

        private void fail(Level level, @Nullable String text, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                throw new AssertionError(name + " logged: " + text, thrown);
            }
        }
    }
}
