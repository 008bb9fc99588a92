package io.quayside.testkit;

import java.util.ArrayList;
import java.util.List;

/** One step of a protocol kit's run: where it is, and what it has found. Read by another thread when it hangs. */
final class Trial<M> {
    private static final int ENOUGH = 3;

    private final ProtocolKit<M> kit;
    private final String name;
    private final List<ProtocolReport.Finding> findings = new ArrayList<>();
    private String what = "the beginning";
    private String where = "before anything was tried";
    private int tries;

    Trial(ProtocolKit<M> kit, String name) {
        this.kit = kit;
        this.name = name;
    }

    ProtocolKit<M> kit() {
        return kit;
    }

    /** Something is tried now. */
    synchronized void tries(Object triedWhat, String triedWhere) {
        what = triedWhat.toString();
        where = triedWhere;
        tries++;
    }

    /** What is being tried went wrong. */
    synchronized void found(String expected, String seen) {
        if (!isEnough()) {
            findings.add(new ProtocolReport.Finding(what, where, expected, seen));
        }
    }

    synchronized void hangs(String seen) {
        findings.add(new ProtocolReport.Finding(what, where, "an end", seen));
    }

    synchronized boolean hasFindings() {
        return !findings.isEmpty();
    }

    /** Whether there are so many findings that more would tell nothing new. */
    synchronized boolean isEnough() {
        return findings.size() >= ENOUGH;
    }

    synchronized ProtocolReport.Step result() {
        return new ProtocolReport.Step(name, tries, findings);
    }

    /** Compares messages with what was expected, in order; a difference is a finding. Answers whether there was none. */
    boolean same(List<M> expected, List<M> seen, String otherwise) {
        boolean same = isSame(expected, seen);
        if (!same) {
            found(count(expected), count(seen) + "; " + otherwise);
        }
        return same;
    }

    boolean isSame(List<M> expected, List<M> seen) {
        boolean same = expected.size() == seen.size();
        for (int i = 0; same && i < seen.size(); i++) {
            same = kit.same(expected.get(i), seen.get(i));
        }
        return same;
    }

    private String count(List<M> messages) {
        int shown = 6;
        String some = Shown.messages(messages.subList(0, Math.min(shown, messages.size())));
        return switch (messages.size()) {
            case 0 -> "no message";
            case 1 -> "one message, " + some;
            default -> messages.size() + " messages, " + some + (messages.size() > shown ? "..." : "");
        };
    }
}
