package io.quayside.tck.memory;

import java.util.function.BooleanSupplier;

/** Who carries out what is due. */
interface Workers {
    /** Runs a task soon, and never within this call unless stopped. */
    void execute(Runnable task);

    /** Runs a task after so many milliseconds. */
    void later(Runnable task, long millis);

    /** Whether the caller is a worker. */
    boolean areCaller();

    /** Lets the workers work until something holds; from outside of them. */
    void await(String what, BooleanSupplier until);

    /** Ends them; whatever comes afterwards is run by whoever brings it. */
    void stop();
}
