package io.quayside.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimerThreadTest {
    private final TimerThread timer = new TimerThread("timer under test");

    @AfterEach
    void close() {
        timer.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void runsATaskOnceOnAThreadOfItsName() throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        timer.after(
                Duration.ofMillis(1), () -> name.complete(Thread.currentThread().getName()));
        assertEquals("timer under test", name.get(20, TimeUnit.SECONDS));
    }

    @Test
    void runsATaskAgainAndAgainThoughItThrows() {
        CountDownLatch thrice = new CountDownLatch(3);
        timer.every(Duration.ofMillis(1), () -> {
            thrice.countDown();
            throw new IllegalStateException("a bug");
        });
        await(thrice);
    }

    @Test
    void aPeriodOfNothingIsTheShortestThereIs() {
        CountDownLatch thrice = new CountDownLatch(3);
        timer.every(Duration.ZERO, thrice::countDown);
        await(thrice);
    }

    @Test
    void whatIsCancelledDoesNotRun() {
        CountDownLatch cancelled = new CountDownLatch(1);
        timer.after(Duration.ofMillis(50), cancelled::countDown).cancel();
        CountDownLatch later = new CountDownLatch(1);
        timer.after(Duration.ofMillis(60), later::countDown);
        await(later);
        assertEquals(1, cancelled.getCount());
    }

    @Test
    void closingWaitsForTheTaskUnderWayAndDropsTheOthers() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        timer.after(Duration.ZERO, () -> {
            begun.countDown();
            for (int i = 0; i < 1_000; i++) {
                Thread.onSpinWait();
            }
            ended.complete(null);
        });
        CountDownLatch dropped = new CountDownLatch(1);
        timer.after(Duration.ofDays(1), dropped::countDown);
        await(begun);
        timer.close();
        assertTrue(ended.isDone());
        assertEquals(1, dropped.getCount());
    }

    @Test
    void setAfterTheCloseATimerNeitherRunsNorFails() {
        timer.close();
        CountDownLatch never = new CountDownLatch(1);
        timer.after(Duration.ZERO, never::countDown).cancel();
        timer.every(Duration.ofMillis(1), never::countDown);
        assertEquals(1, never.getCount());
    }

    @Test
    void aTaskMayCloseItsOwnTimer() throws Exception {
        CompletableFuture<Boolean> back = new CompletableFuture<>();
        timer.after(Duration.ZERO, () -> {
            timer.close();
            back.complete(Thread.interrupted());
        });
        back.get(20, TimeUnit.SECONDS);
        assertFalse(back.isCompletedExceptionally());
    }
}
