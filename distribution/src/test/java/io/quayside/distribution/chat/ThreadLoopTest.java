package io.quayside.distribution.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadLoopTest {
    @Test
    void runsTasksInOrderOnOneThread() throws Exception {
        List<Thread> threads = new ArrayList<>();
        CompletableFuture<Integer> done = new CompletableFuture<>();
        try (ThreadLoop loop = new ThreadLoop(done::completeExceptionally)) {
            for (int i = 0; i < 100; i++) {
                loop.run(() -> threads.add(Thread.currentThread()));
            }
            loop.after(Duration.ofMillis(1), () -> done.complete(threads.size()));
            assertEquals(100, done.get(10, TimeUnit.SECONDS));
        }
        assertEquals(1, threads.stream().distinct().count());
    }

    @Test
    void whatATaskThrowsIsToldAndOthersGoOn() throws Exception {
        CompletableFuture<RuntimeException> told = new CompletableFuture<>();
        CompletableFuture<String> after = new CompletableFuture<>();
        RuntimeException thrown = new IllegalStateException("thrown on purpose");
        try (ThreadLoop loop = new ThreadLoop(told::complete)) {
            loop.run(() -> {
                throw thrown;
            });
            loop.run(() -> after.complete("ran"));
            assertEquals("ran", after.get(10, TimeUnit.SECONDS));
            assertSame(thrown, told.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void tasksAfterTheEndAreDropped() {
        ThreadLoop loop = new ThreadLoop(e -> {});
        loop.close();
        loop.run(() -> {});
        loop.after(Duration.ZERO, () -> {});
    }
}
