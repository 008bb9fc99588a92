package io.quayside.tests.docs.transport;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Posted tasks, and the threads that run them, each task once (T11). The monitor guards the queue. */
final class Tasks {
    private static final Logger LOGGER = System.getLogger(Tasks.class.getName());

    private final List<Thread> workers = new ArrayList<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Starts so many threads, which call back for this transport. */
    void start(int count, Object transport) {
        for (int i = 1; i <= count; i++) {
            Thread worker = new Worker(transport, "worker-" + i, this::runAll);
            workers.add(worker);
            worker.start();
        }
    }

    int workers() {
        return workers.size();
    }

    /** False when it is refused, and will not run. */
    synchronized boolean offer(Runnable task) {
        if (closed) {
            return false;
        }
        waiting.add(task);
        notify();
        return true;
    }

    /** Refuses tasks from now on; true for the first who closes. */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        notifyAll();
        return first;
    }

    /** Waits until what was taken has run, and the threads have ended. */
    void join() throws InterruptedException {
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private void runAll() {
        try {
            for (Runnable task = next(); task != null; task = next()) {
                run(task);
            }
        } catch (InterruptedException e) {
            LOGGER.log(Level.WARNING, "A worker was interrupted and ends", e);
        }
    }

    private synchronized @Nullable Runnable next() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return waiting.poll();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, "A posted task threw; the worker goes on", t);
        }
    }
}
