package io.quayside.core.fakes;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Events that come one after the other, in the order added, such as the completions of one connection's receives. Each is
 * posted to the workers by itself, when the one before it has returned.
 *
 * <p>Safe for any number of threads; no event runs under the lane's lock (T7).
 */
final class Lane implements Runnable {
    private final Workers workers;
    private final Queue<Runnable> events = new ArrayDeque<>();
    private boolean running;

    Lane(Workers workers) {
        this.workers = workers;
    }

    /** Adds an event, for {@link #start} or the event before it to run. */
    synchronized void add(Runnable event) {
        events.add(event);
    }

    /** Has what was added run on workers, or right here where that is allowed and nothing runs yet. */
    void start(boolean here) {
        synchronized (this) {
            if (running || events.isEmpty()) {
                return;
            }
            running = true;
        }
        if (here) {
            runAll();
        } else {
            workers.post(this);
        }
    }

    @Override
    public void run() {
        if (runFirst()) {
            workers.post(this);
        }
    }

    private void runAll() {
        boolean more = true;
        while (more) {
            more = runFirst();
        }
    }

    /** False when there was no other behind it. */
    private boolean runFirst() {
        Runnable first;
        synchronized (this) {
            first = events.remove();
        }
        first.run();
        synchronized (this) {
            running = !events.isEmpty();
            return running;
        }
    }
}
