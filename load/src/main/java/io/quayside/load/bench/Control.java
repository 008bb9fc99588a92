package io.quayside.load.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the threads of a run have in common: when to begin, when to end early, and why. Any thread. */
final class Control {
    private final CountDownLatch connecting;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private volatile boolean ending;
    private volatile long beginning;

    Control(int threads) {
        connecting = new CountDownLatch(threads);
    }

    /** One more connection is there. */
    void connected() {
        connections.incrementAndGet();
    }

    int connections() {
        return connections.get();
    }

    /** A thread has all of its connections, or will not get them. */
    void doneConnecting() {
        connecting.countDown();
    }

    /** Waits until all threads have said so, then lets them begin. */
    void begin() throws InterruptedException {
        connecting.await();
        beginning = System.nanoTime();
        begun.countDown();
    }

    /** Waits for that, or for an early end; answers when it was. */
    long awaitBegin() throws InterruptedException {
        begun.await();
        return beginning;
    }

    /** Whether the load has begun. */
    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** When the load has begun. */
    long beginning() {
        return beginning;
    }

    /** Ends everything; the first failure is the one that is told. */
    void fail(Failure.Kind kind, String message) {
        failure.compareAndSet(null, new Failure(kind, message));
        end();
    }

    @Nullable Failure failure() {
        return failure.get();
    }

    /** Ends everything at the next look. */
    void end() {
        ending = true;
        begun.countDown();
    }

    boolean isEnding() {
        return ending;
    }
}
