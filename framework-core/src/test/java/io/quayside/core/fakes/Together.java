package io.quayside.core.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs things at the same time, as nearly as a machine does. */
public final class Together {
    private static final long SECONDS = 30;

    private Together() {}

    /** What one of the threads does; told which of them it is. */
    @FunctionalInterface
    public interface Part {
        void run(int thread) throws Exception;
    }

    /** Lets so many threads begin at once, and returns when all have ended; throws what one of them threw. */
    public static void run(int threads, Part part) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier begin = new CyclicBarrier(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(executor.submit(() -> {
                    begin.await(SECONDS, TimeUnit.SECONDS);
                    part.run(thread);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                outcome(each);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static void outcome(Future<?> running) throws Exception {
        try {
            running.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("one of the threads failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("one of the threads doesn't end", e);
        }
    }
}
