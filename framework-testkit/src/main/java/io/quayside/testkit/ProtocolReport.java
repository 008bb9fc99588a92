package io.quayside.testkit;

import io.quayside.api.Open;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link ProtocolKit#check} has found, in a person's words.
 *
 * @param codec the codec's class
 * @param seed what everything was drawn from: the same seed gives the same run
 * @param steps what was tried, in order; after a codec that doesn't get its own samples through, or that hangs, there are
 *     fewer of them
 * @since 0.1
 */
@Open
public record ProtocolReport(String codec, long seed, List<Step> steps) {
    /** Takes a copy of the steps. */
    public ProtocolReport {
        steps = List.copyOf(steps);
    }

    /**
     * One kind of trial.
     *
     * @param name what is tried
     * @param tries how often
     * @param findings what went wrong; a step ends at its third finding
     */
    public record Step(String name, int tries, List<Finding> findings) {
        /** Takes a copy of the findings. */
        public Step {
            findings = List.copyOf(findings);
        }

        /** Throws an AssertionError if there are findings. */
        public void assertPasses() {
            if (!findings.isEmpty()) {
                throw new AssertionError(this);
            }
        }

        @Override
        public String toString() {
            return name + ", tried " + tries + " times"
                    + findings.stream().map(each -> "\n" + each).collect(Collectors.joining());
        }
    }

    /**
     * Something that went wrong.
     *
     * @param what which sample, or which bytes
     * @param where what was done with it
     * @param expected what should have come of that
     * @param seen what came of it
     */
    public record Finding(String what, String where, String expected, String seen) {
        @Override
        public String toString() {
            return "  - " + what + ", " + where + "\n    expected: " + expected + "\n    seen: " + seen;
        }
    }

    /** Everything that went wrong. */
    public List<Finding> findings() {
        return steps.stream().flatMap(each -> each.findings().stream()).toList();
    }

    /** Whether nothing did. */
    public boolean passes() {
        return findings().isEmpty();
    }

    /** Throws an AssertionError that is this report, unless it {@linkplain #passes passes}. */
    public void assertPasses() {
        if (!passes()) {
            throw new AssertionError(this);
        }
    }

    @Override
    public String toString() {
        int count = findings().size();
        String verdict = count == 0 ? "passes" : "fails: " + count + (count == 1 ? " finding" : " findings");
        return "the protocol of " + codec + " " + verdict + "; to have the same run again: seed(" + seed + ")\n"
                + steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }
}
