package io.quayside.core.threads;

import io.quayside.api.Internal;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for work that blocks (S8): virtual ones where Java has them, else up to so many of the platform's. A session has one
 * piece of such work at a time, so virtual threads are bounded by the number of sessions.
 *
 * <p>Safe for any number of threads; closed by one.
 *
 * @since 0.1
 */
@Internal
public final class BlockingThreads implements Executor, AutoCloseable {
    private static final Logger LOG = System.getLogger(BlockingThreads.class.getName());
    private static final int USUAL = 64;
    private static final int MOST = 100_000;
    private static final int IDLE_SECONDS = 10;

    /** Before that, a virtual thread that blocks in a synchronized block kept a processor's thread from all others. */
    private static final int RELEASES_MONITORS = 24;

    private final ExecutorService threads;
    private final String description;
    private final long patienceMillis;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();

    /** What {@code blocking.kind} may be. */
    enum Kind {
        /** Virtual threads where they wait for nobody, else the platform's. */
        AUTO,
        /** Virtual threads, from Java 21 on. */
        VIRTUAL,
        /** Threads of the platform. */
        PLATFORM
    }

    private BlockingThreads(ExecutorService threads, String description, long patienceMillis) {
        this.threads = threads;
        this.description = description;
        this.patienceMillis = patienceMillis;
    }

    /** As the section {@code blocking} says; {@code QS-203} when it asks for what this Java doesn't have. */
    public static BlockingThreads from(Settings section) {
        Kind kind = section.choice("kind", Kind.class, Kind.AUTO);
        int most = section.integer("threads", USUAL, 1, MOST);
        section.rejectUnknown();
        if (kind == Kind.VIRTUAL && !VirtualThreads.exist()) {
            throw new QuaysideException(
                    "QS-203",
                    section.where("kind") + " is virtual, and Java "
                            + Runtime.version().feature()
                            + " has no virtual threads; take auto, or run it with Java 24 or newer");
        }
        boolean virtual = kind == Kind.VIRTUAL
                || (kind == Kind.AUTO && Runtime.version().feature() >= RELEASES_MONITORS && VirtualThreads.exist());
        return virtual ? virtual() : platform(most, TimeUnit.SECONDS.toMillis(2));
    }

    private static BlockingThreads virtual() {
        return new BlockingThreads(
                VirtualThreads.executor("quayside-blocking-"), "virtual threads", TimeUnit.SECONDS.toMillis(2));
    }

    /** At most so many threads of the platform. */
    static BlockingThreads platform(int most, long patienceMillis) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory());
        pool.allowCoreThreadTimeOut(true);
        return new BlockingThreads(pool, "up to " + most + " threads", patienceMillis);
    }

    /** What they are, for the operator: {@code virtual threads}, {@code up to 64 threads}. */
    public String description() {
        return description;
    }

    @Override
    public void execute(Runnable task) {
        waiting.incrementAndGet();
        try {
            threads.execute(() -> run(task));
        } catch (Throwable t) {
            waiting.decrementAndGet();
            throw t;
        }
    }

    private void run(Runnable task) {
        waiting.decrementAndGet();
        underWay.incrementAndGet();
        try {
            task.run();
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Takes nothing more. Sessions have waited for what they offloaded; what is left is plugins' own, and gets a moment. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(patienceMillis, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, report());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many tasks run on, and how many wait. */
    String report() {
        return underWay + " blocking tasks run on after the stop, and " + waiting
                + " wait; a plugin ends them in its stop";
    }

    private static ThreadFactory factory() {
        AtomicInteger number = new AtomicInteger();
        return task -> OwnThread.of("quayside-blocking-" + number.incrementAndGet(), task);
    }
}
