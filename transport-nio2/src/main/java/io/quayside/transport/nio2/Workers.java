package io.quayside.transport.nio2;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The channel group and its threads.
 *
 * <p>With a fixed pool, the threads that wait for the system's events call the handlers themselves, so nothing is handed
 * from thread to thread. The JDK's groups are executors as well, and what they execute runs on those threads, never within
 * the call; that is no documented promise, so it is checked when the group is opened. (Documented is only the detour of
 * an operation on a closed channel, whose failure is called back on a group's thread: at the price of an exception for
 * each task, and within the call when the caller is one of the threads.)
 */
final class Workers {
    /** How long to wait for a worker in silence. */
    static final long PATIENCE_MILLIS = 10_000;

    private static final Logger LOGGER = System.getLogger(Workers.class.getName());

    private final AsynchronousChannelGroup group;
    private final Executor executor;
    private final List<Worker> threads;

    private Workers(AsynchronousChannelGroup group, Executor executor, List<Worker> threads) {
        this.group = group;
        this.executor = executor;
        this.threads = threads;
    }

    /** Starts so many workers. */
    static Workers start(int count) throws IOException {
        List<Worker> threads = new CopyOnWriteArrayList<>();
        AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(count, polling -> {
            Worker worker = new Worker(threads, polling, "quayside-nio2-" + (threads.size() + 1));
            threads.add(worker);
            return worker;
        });
        if (group instanceof Executor executor) {
            return new Workers(group, executor, threads);
        }
        group.shutdownNow();
        throw new IOException("the channel groups of this Java runtime execute no tasks");
    }

    AsynchronousChannelGroup group() {
        return group;
    }

    /** The worker that the calling thread is, or null when it is none of these. */
    @Nullable Worker current() {
        return Thread.currentThread() instanceof Worker worker && worker.worksFor(threads) ? worker : null;
    }

    /** Runs a task on a worker, never within this call. Not to be called once {@link #end} was. */
    void execute(Runnable task) {
        executor.execute(task);
    }

    /**
     * Ends the workers when they have run what they were given and the last channel is closed. The group could close the
     * channels that are left, but would trip over one that an accept is just making; such a one is closed by its taker.
     */
    void end() {
        group.shutdown();
    }

    /** Waits until every worker is gone; says which ones keep it waiting. */
    void join() throws InterruptedException {
        for (Worker thread : threads) {
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
        for (Worker thread : threads) {
            Arrays.stream(thread.getStackTrace())
                    .filter(frame -> !"java.base".equals(frame.getModuleName()))
                    .findFirst()
                    .ifPresent(frame -> places.add(thread.getName() + " at " + frame));
        }
        LOGGER.log(Level.WARNING, "The close of the transport still waits for its workers: {0}", places);
    }
}
