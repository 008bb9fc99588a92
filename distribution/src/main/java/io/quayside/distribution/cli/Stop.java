package io.quayside.distribution.cli;

/** How a running server learns that it is to stop. */
interface Stop {
    /** Called before the server starts: from now on, asking for a stop has an effect. */
    void arm();

    /** Waits until somebody asks. */
    void await() throws InterruptedException;

    /** Called when everything has stopped, or nothing was started. */
    void done();
}
