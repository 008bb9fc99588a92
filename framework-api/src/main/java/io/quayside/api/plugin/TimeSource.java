package io.quayside.api.plugin;

/** What time it is; implemented by the framework, and by simulations with a time of their own. Called from any thread. */
public interface TimeSource {
    /** Nanoseconds since some fixed moment; only differences mean anything. */
    long nanoTime();

    /** Milliseconds since 1970-01-01T00:00Z. */
    long currentTimeMillis();
}
