package io.quayside.transport.uring;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;

/** The workers of a transport: starts them, finds one for a new connection, ends them. */
final class Workers {
    /** How long to wait for a worker in silence. */
    static final long PATIENCE_MILLIS = 10_000;

    private static final Logger LOGGER = System.getLogger(Workers.class.getName());

    private final List<Worker> all;

    /** Starts nobody yet. */
    Workers(UringTransport transport, Tasks tasks, UringSettings settings) throws IOException {
        List<Worker> made = new ArrayList<>();
        try {
            for (int i = 1; i <= settings.workers(); i++) {
                made.add(new Worker(transport, tasks, i, settings));
            }
        } catch (IOException e) {
            made.forEach(worker -> worker.bell().end());
            throw e;
        }
        all = List.copyOf(made);
        tasks.workers(all);
    }

    /** Starts all of them, or none. */
    void start() throws IOException {
        all.forEach(Thread::start);
        IOException failure = null;
        for (Worker worker : all) {
            try {
                worker.opened().get();
            } catch (ExecutionException e) {
                failure =
                        e.getCause() instanceof IOException io ? io : new IOException(String.valueOf(e.getCause()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = new IOException("interrupted while the workers were starting", e);
            }
        }
        if (failure != null) {
            end();
            throw failure;
        }
    }

    List<Worker> all() {
        return all;
    }

    boolean isOneOfThem(Thread thread) {
        return thread instanceof Worker worker && all.contains(worker);
    }

    /** Whom to give a connection that a worker has just accepted: itself, or a sleeping one that has fewer. */
    Worker homeFor(Worker here) {
        Worker best = here;
        for (Worker worker : all) {
            if (worker.load() < best.load() && worker.bell().isAsleep()) {
                best = worker;
            }
        }
        best.addLoad(1);
        return best;
    }

    /** Whom to give a connection that is yet to be made: the one that has the fewest, a sleeping one if there is a choice. */
    Worker quietest() {
        Worker best = all.get(0);
        for (Worker worker : all) {
            int fewer = Integer.compare(best.load(), worker.load());
            if (fewer > 0
                    || (fewer == 0 && !best.bell().isAsleep() && worker.bell().isAsleep())) {
                best = worker;
            }
        }
        return best;
    }

    /** Has each worker end what lives on it. */
    void closeResidents() {
        for (Worker worker : all) {
            worker.errand(() -> worker.slots().forEach(Resident::transportCloses));
        }
    }

    /** Ends the workers, which have nothing left to do. */
    void end() {
        all.forEach(Worker::end);
    }

    /** Waits until every worker is gone; says which ones keep it waiting. */
    void join() throws InterruptedException {
        for (Worker thread : all) {
            thread.join(PATIENCE_MILLIS);
            while (thread.isAlive()) {
                complain();
                thread.join(PATIENCE_MILLIS);
            }
        }
    }

    /** Logs which workers are busy, and where: the innermost frame that isn't the JDK's. */
    void complain() {
        StringJoiner places = new StringJoiner(", ").setEmptyValue("none is busy");
        for (Worker thread : all) {
            Arrays.stream(thread.getStackTrace())
                    .filter(frame -> !"java.base".equals(frame.getModuleName()))
                    .findFirst()
                    .ifPresent(frame -> places.add(thread.getName() + " at " + frame));
        }
        LOGGER.log(Level.WARNING, "The close of the transport still waits for its workers: {0}", places);
    }
}
