package io.quayside.tests.simulation;

/** A bug that is put beneath the server on purpose, to see that the simulation finds it. */
enum Planted {
    /** As things should be. */
    NOTHING,
    /** The pool lets the next holder have a context, and zeroes it a moment later. */
    ZEROED_TOO_LATE,
    /** A send that fails comes back twice, so its context is released twice. */
    FAILED_SEND_TWICE,
    /** A send that fails doesn't come back, so its context is never released. */
    FAILED_SEND_LOST,
    /** Who waits for a context isn't told that one is free. */
    WAKE_UP_LOST
}
