package io.quayside.core.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
class BlockingThreadsTest {
    private final InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();

    private static BlockingThreads threads(Map<String, ?> settings) {
        return BlockingThreads.from(Settings.of("blocking", settings, path -> null));
    }

    private static Thread threadOf(BlockingThreads threads) throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        threads.execute(() -> ran.complete(Thread.currentThread()));
        return ran.get(20, TimeUnit.SECONDS);
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void threadsOfThePlatformAreBounded() throws Exception {
        BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        CountDownLatch goOn = new CountDownLatch(1);
        try (BlockingThreads threads = threads(Map.of("kind", "platform", "threads", 2))) {
            assertEquals("up to 2 threads", threads.description());
            for (int i = 0; i < 3; i++) {
                threads.execute(() -> {
                    begun.add(Thread.currentThread().getName());
                    await(goOn);
                });
            }
            assertTrue(begun.take().startsWith("quayside-blocking-"));
            begun.take();
            assertEquals(
                    "2 blocking tasks run on after the stop, and 1 wait; a plugin ends them in its stop",
                    threads.report());
            assertTrue(begun.isEmpty());
            goOn.countDown();
            begun.take();
        }
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void withoutVirtualThreadsTheyAreThePlatforms() throws Exception {
        try (BlockingThreads threads = threads(Map.of())) {
            assertEquals("up to 64 threads", threads.description());
        }
        QuaysideException refused = assertThrows(QuaysideException.class, () -> threads(Map.of("kind", "virtual")));
        assertEquals("QS-203", refused.code());
        assertTrue(String.valueOf(refused.getMessage()).startsWith("blocking.kind is virtual"), refused::toString);
    }

    @Test
    @EnabledForJreRange(minVersion = 24)
    void wherePossibleTheyAreVirtualAndNoneWaitsForAnother() throws Exception {
        int many = 1_000;
        CountDownLatch begun = new CountDownLatch(many);
        CountDownLatch goOn = new CountDownLatch(1);
        try (BlockingThreads threads = threads(Map.of())) {
            assertEquals("virtual threads", threads.description());
            assertTrue(isVirtual(threadOf(threads)));
            assertTrue(threadOf(threads).getName().startsWith("quayside-blocking-"));
            for (int i = 0; i < many; i++) {
                threads.execute(() -> {
                    begun.countDown();
                    synchronized (begun) { // each holds a monitor of its own, below, and this one for a moment
                        begun.getCount();
                    }
                    blockHoldingAMonitor(goOn);
                });
            }
            await(begun);
            assertEquals(
                    many + " blocking tasks run on after the stop, and 0 wait; a plugin ends them in its stop",
                    threads.report());
            goOn.countDown();
        }
    }

    private static void blockHoldingAMonitor(CountDownLatch goOn) {
        Object own = new Object();
        synchronized (own) {
            await(goOn);
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void threadsOfThePlatformCanBeHadAllTheSame() throws Exception {
        try (BlockingThreads threads = threads(Map.of("kind", "platform"))) {
            assertFalse(isVirtual(threadOf(threads)));
        }
    }

    @Test
    void theyTakeNothingOverFromWhoHasThemMade() throws Exception {
        Thread me = Thread.currentThread();
        ClassLoader before = me.getContextClassLoader();
        for (String kind : VirtualThreads.exist() ? new String[] {"platform", "virtual"} : new String[] {"platform"}) {
            CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
            CompletableFuture<String> value = new CompletableFuture<>();
            try (BlockingThreads threads = threads(Map.of("kind", kind));
                    URLClassLoader plugin = new URLClassLoader(new URL[0])) {
                me.setContextClassLoader(plugin);
                inherited.set("the maker's");
                threads.execute(() -> {
                    loader.complete(Thread.currentThread().getContextClassLoader());
                    value.complete(inherited.get());
                });
            } finally {
                me.setContextClassLoader(before);
                inherited.remove();
            }
            assertSame(BlockingThreads.class.getClassLoader(), loader.get(20, TimeUnit.SECONDS));
            assertNull(value.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void onceClosedTheyTakeNothingAndReportWhatRunsOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        BlockingThreads threads = BlockingThreads.platform(1, 1);
        threads.execute(() -> {
            begun.countDown();
            await(goOn);
        });
        await(begun);
        threads.execute(() -> {});
        threads.close();
        assertEquals(
                "1 blocking tasks run on after the stop, and 1 wait; a plugin ends them in its stop", threads.report());
        assertThrows(RejectedExecutionException.class, () -> threads.execute(() -> {}));
        assertEquals(
                "1 blocking tasks run on after the stop, and 1 wait; a plugin ends them in its stop", threads.report());
        goOn.countDown();
    }
}
