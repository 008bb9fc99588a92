package io.quayside.tck.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Where callbacks and tasks run: on the rule's own thread, when it says {@link #run}, or on threads. Any thread may execute.
 */
final class Turns implements Executor, AutoCloseable {
    private final Queue<Runnable> due = new ArrayDeque<>();
    private final int count;
    private final @Nullable ExecutorService threads;

    private Turns(int count, @Nullable ExecutorService threads) {
        this.count = count;
        this.threads = threads;
    }

    /** Nothing runs until the rule says so. */
    static Turns byHand() {
        return new Turns(1, null);
    }

    /** So many threads. */
    static Turns threads(int count) {
        return new Turns(count, Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "session contract");
            thread.setDaemon(true);
            return thread;
        }));
    }

    int count() {
        return count;
    }

    boolean isByHand() {
        return threads == null;
    }

    @Override
    public void execute(Runnable task) {
        if (threads != null) {
            threads.execute(task);
            return;
        }
        synchronized (due) {
            due.add(task);
        }
    }

    /** Runs what is due, and what comes of it; says how many that were. */
    int run() {
        int ran = 0;
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
            ran++;
        }
        return ran;
    }

    private @Nullable Runnable next() {
        synchronized (due) {
            return due.poll();
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }
}
