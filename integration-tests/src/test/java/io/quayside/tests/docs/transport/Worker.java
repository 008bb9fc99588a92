package io.quayside.tests.docs.transport;

/** A thread that calls back. */
final class Worker extends Thread {
    private final Object employer;

    Worker(Object employer, String what, Runnable work) {
        super(work, "blocking-" + what);
        this.employer = employer;
    }

    boolean worksFor(Object asked) {
        return employer == asked;
    }
}
