package io.quayside.tck.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Threads that take tasks from one queue; a task that throws ends its thread. */
final class Threads implements Workers {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Runnable end = this::stop; // never run, only known again
    private final long patienceMillis;
    private final int keep;
    private volatile boolean stopped;

    /**
     * Starts them.
     *
     * @param keep how many of them are never ended
     */
    Threads(int count, long patienceMillis, int keep) {
        this.patienceMillis = patienceMillis;
        this.keep = keep;
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::work, "memory-worker-" + i);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((dead, cause) -> {}); // a worker that dies is what some faults are about
            threads.add(thread);
            thread.start();
        }
    }

    private void work() {
        while (true) {
            try {
                Runnable task = tasks.take();
                if (task == end) {
                    return;
                }
                task.run();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        if (stopped) {
            task.run();
        } else {
            tasks.add(task);
        }
    }

    /** Time is virtual here too: it passes at once. */
    @Override
    public void later(Runnable task, long millis) {
        execute(task);
    }

    @Override
    public boolean areCaller() {
        return threads.contains(Thread.currentThread());
    }

    /** Not cut short by an interrupt, which is there again afterwards. */
    @Override
    public void await(String what, BooleanSupplier until) {
        await(what, until, patienceMillis);
    }

    static void await(String what, BooleanSupplier until, long patienceMillis) {
        long start = System.nanoTime();
        boolean interrupted = false;
        while (!until.getAsBoolean()) {
            if (System.nanoTime() - start > patienceMillis * 1_000_000) {
                throw new AssertionError(
                        "waited for " + what + ", which didn't happen within " + patienceMillis + " ms");
            }
            LockSupport.parkNanos(20_000);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        for (int i = keep; i < threads.size(); i++) {
            tasks.add(end);
        }
        await(
                "the workers to end",
                () -> threads.stream().filter(Thread::isAlive).count() <= keep);
        stopped = true;
    }
}
