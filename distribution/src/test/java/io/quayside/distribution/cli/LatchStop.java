package io.quayside.distribution.cli;

import java.util.concurrent.CountDownLatch;

/** Asks for a stop when a test does. */
final class LatchStop implements Stop {
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile boolean done;

    @Override
    public void arm() {
        done = false;
    }

    @Override
    public void await() throws InterruptedException {
        asked.await();
    }

    @Override
    public void done() {
        done = true;
    }

    void ask() {
        asked.countDown();
    }

    boolean isDone() {
        return done;
    }
}
