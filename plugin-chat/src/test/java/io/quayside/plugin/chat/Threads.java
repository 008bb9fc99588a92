package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs the same thing on several threads that start together; what one of them throws fails the test. */
final class Threads {
    private static final long SECONDS = 60;

    private Threads() {}

    /** What each thread does. */
    @FunctionalInterface
    interface Body {
        void run(int thread) throws Exception;
    }

    static void run(int threads, Body body) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CountDownLatch ready = new CountDownLatch(threads);
        List<Future<?>> runs = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            runs.add(executor.submit(() -> {
                ready.countDown();
                ready.await();
                body.run(thread);
                return null;
            }));
        }
        executor.shutdown();
        assertTrue(executor.awaitTermination(SECONDS, TimeUnit.SECONDS), "the threads end in " + SECONDS + " s");
        runs.forEach(Threads::check);
    }

    private static void check(Future<?> run) {
        try {
            run.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a thread failed", e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
