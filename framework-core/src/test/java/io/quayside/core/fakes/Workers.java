package io.quayside.core.fakes;

/** Where a fake's tasks and callbacks run. Safe for any number of threads. */
interface Workers {
    /** How many there are. */
    int count();

    /** Runs a task soon, never within this call. */
    void post(Runnable task);

    /** Returns when nothing posted is left to run and no worker is left. Called once, not by a worker. */
    void close();
}
