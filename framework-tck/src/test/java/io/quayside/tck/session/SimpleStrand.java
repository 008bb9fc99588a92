package io.quayside.tck.session;

import io.quayside.api.transport.Transport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One session's steps, one after the other on workers; it stands still until the first goOn, and a step may stop it. */
final class SimpleStrand implements Runnable {
    private final Transport transport;
    private final BooleanSupplier allStopped;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private @Nullable Runnable work;
    private boolean running = true;
    private boolean ended;

    /** For a fault, {@code allStopped} tells that every strand is to stand still. */
    SimpleStrand(Transport transport, BooleanSupplier allStopped) {
        this.transport = transport;
        this.allStopped = allStopped;
    }

    /** False after {@link #end}. */
    boolean add(Runnable step) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            steps.add(step);
            if (running) {
                return true;
            }
            running = true;
        }
        post();
        return true;
    }

    /** Adds the last of all steps. */
    synchronized void end(Runnable last) {
        if (add(last)) {
            ended = true;
        }
    }

    /** From a step: when it has returned, this runs instead of the next step, which waits for {@link #goOn}. */
    void stopFor(Runnable instead) {
        work = instead;
    }

    void goOn() {
        post();
    }

    private void post() {
        if (!transport.post(this)) {
            run();
        }
    }

    @Override
    public void run() {
        while (!allStopped.getAsBoolean()) {
            Runnable next;
            synchronized (this) {
                next = steps.poll();
                if (next == null) {
                    running = false;
                    return;
                }
            }
            next.run();
            Runnable instead = work;
            if (instead != null) {
                work = null;
                instead.run();
                return;
            }
        }
    }
}
