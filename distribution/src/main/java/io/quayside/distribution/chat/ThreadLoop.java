package io.quayside.distribution.chat;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A loop on a thread of its own. A task that throws is reported, and others go on. */
final class ThreadLoop implements Loop, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;
    private final Consumer<RuntimeException> failed;

    /**
     * Starts with the first task.
     *
     * @param failed told, on the loop's thread, what a task threw
     */
    ThreadLoop(Consumer<RuntimeException> failed) {
        this.failed = failed;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "quayside-chat");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRejectedExecutionHandler((task, pool) -> {
            // The stay is over, and so is whatever this was about.
        });
    }

    @Override
    public void run(Runnable task) {
        executor.execute(() -> guarded(task));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // guarded lets nothing out that a future could tell of
    public void after(Duration delay, Runnable task) {
        executor.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Drops what has not begun. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }
}
