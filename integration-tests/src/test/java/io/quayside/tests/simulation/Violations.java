package io.quayside.tests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What was found to be wrong. It is kept until somebody looks, because whoever finds it is often called by the server, which
 * survives what its callbacks throw.
 */
final class Violations {
    private final List<String> found = new ArrayList<>();

    void add(String what) {
        found.add(what);
    }

    void check(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            found.add(otherwise.get());
        }
    }

    void equal(String what, long expected, long actual) {
        check(expected == actual, () -> what + ": " + actual + " instead of " + expected);
    }

    /** Throws when there is anything. */
    void none() {
        if (!found.isEmpty()) {
            throw new AssertionError(String.join("\n", found));
        }
    }
}
