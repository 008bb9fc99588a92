package io.quayside.tck.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Lets several threads do something at once. */
final class Together {
    private Together() {}

    /** Returns when all have ended; throws when one threw or doesn't end in time. */
    static void run(int threads, Duration patience, IntConsumer part) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(threads);
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    part.accept(number);
                } catch (Exception | Error t) {
                    thrown.compareAndSet(null, t);
                }
            });
            thread.setDaemon(true);
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join(patience.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                throw new AssertionError("a thread is blocked: " + List.of(thread.getStackTrace()));
            }
        }
        Throwable first = thrown.get();
        if (first != null) {
            throw new AssertionError("a thread failed: " + first, first);
        }
    }
}
