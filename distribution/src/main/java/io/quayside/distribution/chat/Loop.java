package io.quayside.distribution.chat;

import java.time.Duration;

/** The one thread that all state belongs to. Called from any thread; ended by whoever made it. */
interface Loop {
    /** Runs a task after those handed in before. */
    void run(Runnable task);

    /** Runs a task later. */
    void after(Duration delay, Runnable task);
}
