package io.quayside.transport.nio2;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tries something again later, on a thread that starts with the first need for it. After the close, nothing is tried. */
final class RetryTimer {
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread made = new Thread(task, "quayside-nio2-timer");
                thread.set(made);
                return made;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    /** Runs the task, which doesn't throw, after so many milliseconds. */
    void retry(Runnable task, long millis) {
        var unused = executor.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /** Forgets what was to be tried. */
    void close() {
        executor.shutdownNow();
    }

    /** After the close: waits until the thread is gone. */
    void join() throws InterruptedException {
        Thread made = thread.get();
        if (made != null) {
            made.join();
        }
    }
}
