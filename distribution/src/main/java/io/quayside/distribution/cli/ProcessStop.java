package io.quayside.distribution.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stops when the process is told to: the first of SIGINT, SIGTERM and SIGHUP asks for an orderly stop, after which the
 * process exits with 0; one that comes half a second or more later ends it at once.
 *
 * <p>Where signals cannot be taken, and when something else calls {@code System.exit}, a shutdown hook asks instead; the
 * stop is as orderly, but the exit code is the JVM's or the caller's.
 *
 * <p>Called by the main thread; signals and the hook come on threads of their own and only count the latch down.
 */
final class ProcessStop implements Stop {
    private static final int KILLED = 130;
    private static final long HOOK_SECONDS = 3600;

    /** Who ends a process often signals it and then its whole group: those two are one request. */
    private static final long ONE_REQUEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final PrintWriter err;
    private final AtomicLong firstSignal = new AtomicLong();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    ProcessStop(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void arm() {
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            Signals.handle(signal, this::signalled);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::exiting, "quayside-stop"));
    }

    @Override
    public void await() throws InterruptedException {
        asked.await();
    }

    @Override
    public void done() {
        done.countDown();
    }

    private void signalled() {
        long now = System.nanoTime();
        long first = firstSignal.compareAndSet(0, now) ? now : firstSignal.get();
        if (now - first > ONE_REQUEST_NANOS) {
            err.println(ProgramName.known() + ": stopped at once, without waiting for anybody");
            Runtime.getRuntime().halt(KILLED);
        }
        asked.countDown();
    }

    private void exiting() {
        asked.countDown();
        try {
            if (!done.await(HOOK_SECONDS, TimeUnit.SECONDS)) {
                err.println(ProgramName.known() + ": the stop takes too long and is given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
