package io.quayside.tck.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Completions of one direction: one after the other, in the order added, under no lock. */
final class Lane {
    private final Executor workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    Lane(Executor workers) {
        this.workers = workers;
    }

    void add(Runnable completion) {
        synchronized (this) {
            waiting.add(completion);
            if (running) {
                return;
            }
            running = true;
        }
        workers.execute(this::runFirst);
    }

    private void runFirst() {
        Runnable first;
        synchronized (this) {
            first = waiting.remove();
        }
        first.run();
        synchronized (this) {
            running = !waiting.isEmpty();
            if (!running) {
                return;
            }
        }
        workers.execute(this::runFirst);
    }
}
