package io.quayside.transport.uring;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the transport still owes: one for each connection until its {@code closed} has returned, each connect until
 * its handler was told, and each task until it has run. The workers end only when nothing is owed any more.
 *
 * <p><b>Concurrency.</b> One word holds the count and CLOSED, so a due is either added before the close, and waited for,
 * or refused.
 */
final class Dues {
    private static final long CLOSED = 1L << 62;

    private final AtomicLong word = new AtomicLong();
    private final CountDownLatch settled = new CountDownLatch(1);

    /** Adds one; false when closed. */
    boolean add() {
        while (true) {
            long seen = word.get();
            if ((seen & CLOSED) != 0) {
                return false;
            }
            if (word.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    /** Adds one even when closed, as long as something is owed: whoever holds a due may pass on work. */
    boolean addWhileOwing() {
        while (true) {
            long seen = word.get();
            if (seen == CLOSED) {
                return false;
            }
            if (word.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    /** Takes one off. */
    void settle() {
        if (word.decrementAndGet() == CLOSED) {
            settled.countDown();
        }
    }

    /** Adds nothing more from now on; true for the first call. */
    boolean close() {
        long before = word.getAndUpdate(seen -> seen | CLOSED);
        if (before == 0) {
            settled.countDown();
        }
        return (before & CLOSED) == 0;
    }

    boolean isClosed() {
        return (word.get() & CLOSED) != 0;
    }

    /** Waits until closed and nothing is owed; false when the time is over before. */
    boolean await(long millis) throws InterruptedException {
        return settled.await(millis, TimeUnit.MILLISECONDS);
    }
}
