package io.quayside.core.session;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A session that waits for a context is told that one is free while it ends: it takes it, or whoever waits next is told. */
public final class StarvingStress {
    private StarvingStress() {}

    /** Its connection breaks. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "nobody waits in vain, everything is back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class ToldAndLost {
        private final Starving starving = new Starving();

        @Actor
        public void stranger() {
            starving.giveBack();
        }

        @Actor
        public void peer() {
            starving.rig(0).connection().lose();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = starving.verdict();
        }
    }

    /** Somebody closes it. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "nobody waits in vain, everything is back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class ToldAndClosed {
        private final Starving starving = new Starving();

        @Actor
        public void stranger() {
            starving.giveBack();
            starving.rig(0).workers().runOne();
        }

        @Actor
        public void others() {
            starving.rig(0).session().close();
            starving.rig(0).workers().runOne();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = starving.verdict();
        }
    }
}
