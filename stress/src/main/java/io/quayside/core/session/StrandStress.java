package io.quayside.core.session;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads signal one strand: no event is lost, each sees what was written before it was signalled and what the runner
 * before wrote (S1), in plain fields; and each thread finds itself inside while it runs the strand, and not when it is back.
 */
@JCStressTest
@Outcome(id = "15, 15, 0", expect = ACCEPTABLE, desc = "all events, with what belongs to them, one at a time")
@Outcome(expect = FORBIDDEN, desc = "lost, not seen, overlapping, or taken for another thread")
@State
public class StrandStress extends Strand {
    private final int[] written = new int[4];

    // The strand's; nothing synchronizes them but the strand.
    private int handled;
    private int seen;
    private boolean inside;

    private volatile int broken;

    private void tell(int event) {
        written[event] = 1 << event;
        signal(1 << event);
        if (isCurrent()) {
            broken = 1;
        }
    }

    @Actor
    public void one() {
        tell(0);
        tell(1);
    }

    @Actor
    public void two() {
        tell(2);
        tell(3);
    }

    @Override
    boolean handle(int due) {
        if (inside || !isCurrent()) {
            broken = 2;
        }
        inside = true;
        handled += due;
        for (int event = 0; event < written.length; event++) {
            if ((due & (1 << event)) != 0) {
                seen += written[event];
            }
        }
        inside = false;
        return true;
    }

    @Override
    void post() {
        broken = 4; // no strand runs here that a signal could nest in
    }

    @Arbiter
    public void after(III_Result result) {
        result.r1 = handled;
        result.r2 = seen;
        result.r3 = broken;
    }
}
