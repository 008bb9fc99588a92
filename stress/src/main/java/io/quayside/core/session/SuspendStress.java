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
 * A strand has stopped for a blocking task, which one side runs, and resumes; the other signals meanwhile: its event is
 * handled after the task, and sees what the task wrote.
 */
@JCStressTest
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "handled, after the task, seeing what it wrote")
@Outcome(expect = FORBIDDEN, desc = "lost, too early, or without what the task wrote")
@State
public class SuspendStress extends Strand {
    private static final int STOP = 1;
    private static final int EVENT = 2;

    // The strand's; nothing synchronizes them but the strand.
    private int handled;
    private int task;
    private int seen;

    private volatile int broken;

    @SuppressWarnings("this-escape") // to what nobody else knows yet
    public SuspendStress() {
        signal(STOP);
    }

    @Actor
    public void isAway() {
        runSuspended(() -> {
            note(!isCurrent());
            task = 1;
        });
        run();
        note(isCurrent());
    }

    @Actor
    public void signals() {
        signal(EVENT);
        note(isCurrent());
    }

    private void note(boolean is) {
        if (is) {
            broken = 1;
        }
    }

    @Override
    boolean handle(int due) {
        if ((due & EVENT) != 0) {
            handled++;
            seen = task;
        }
        if ((due & STOP) != 0) {
            leave();
            return false;
        }
        return true;
    }

    @Override
    void post() {
        broken = 1; // no strand runs here that a signal could nest in
    }

    @Arbiter
    public void after(III_Result result) {
        result.r1 = handled;
        result.r2 = seen;
        result.r3 = broken;
    }
}
