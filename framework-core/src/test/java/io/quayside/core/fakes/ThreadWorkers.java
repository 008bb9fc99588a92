package io.quayside.core.fakes;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Real threads, for tests about what happens at the same time. */
final class ThreadWorkers implements Workers {
    private static final long ALL_RUN_SECONDS = 20;

    private final int count;
    private final ExecutorService threads;

    /** Each task is a party, and so is whoever closes: the last to arrive ends the phase. */
    private final Phaser unfinished = new Phaser(1);

    ThreadWorkers(int count, String name) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void post(Runnable task) {
        unfinished.register();
        Runnable counted = () -> {
            try {
                task.run();
            } finally {
                unfinished.arriveAndDeregister();
            }
        };
        try {
            threads.execute(counted);
        } catch (RejectedExecutionException closed) {
            counted.run(); // there is nobody else left to do it
        }
    }

    /** What runs may post more, so the threads are ended when nothing is left. */
    @Override
    public void close() {
        try {
            unfinished.awaitAdvanceInterruptibly(unfinished.arrive(), ALL_RUN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("tasks still run or wait after the close", e);
        } finally {
            threads.shutdown();
        }
    }
}
