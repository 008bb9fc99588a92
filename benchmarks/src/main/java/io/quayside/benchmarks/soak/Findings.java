package io.quayside.benchmarks.soak;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What has to hold at the end of a soak, and whether it does. Used by one thread. */
final class Findings {
    private final List<String> lines = new ArrayList<>();
    private boolean allHold = true;

    /** Notes whether something holds, with the figures that say so. */
    void check(boolean holds, String what) {
        lines.add((holds ? "  ok      " : "  FAILED  ") + what);
        allHold &= holds;
    }

    void zero(String what, long count) {
        check(count == 0, count + " " + what);
    }

    void same(String what, long before, long after) {
        check(before == after, what + ": " + before + " and " + after);
    }

    /** Whether something is, up to some slack, no more than it was. */
    void notGrown(String what, long before, long after, long slack) {
        check(after <= before + slack, what + ": " + before + " and " + after);
    }

    boolean allHold() {
        return allHold;
    }

    void print(PrintStream out) {
        lines.forEach(out::println);
    }
}
