package io.quayside.core.session;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A session that two threads are at: whatever they do, its callbacks never overlap and see each other's plain fields, closed
 * comes once and last, and all contexts and the slot come back ({@link Rig} says what was wrong).
 */
public final class SessionStress {
    private SessionStress() {}

    /** An open session. */
    private static Rig opened() {
        Rig rig = new Rig();
        rig.open();
        return rig;
    }

    /** The connection breaks, and the server stops, while the session opens. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "over in order, everything back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class OpenAndStop {
        private final Rig rig = new Rig();

        @Actor
        public void opens() {
            rig.open();
        }

        @Actor
        public void ends() {
            rig.connection().lose();
            rig.drain();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = rig.verdict();
        }
    }

    /** Somebody finds it and sends to it while it opens. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "over in order, everything back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class FoundWhileOpening {
        private final Rig rig = new Rig();

        @Actor
        public void opens() {
            rig.open();
        }

        @Actor
        public void finds() {
            rig.sendToAll();
            rig.sendToAll();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = rig.verdict();
        }
    }

    /** Messages come and are answered while somebody else sends and closes. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "over in order, everything back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class ReceiveSendClose {
        private final Rig rig = opened();

        @Actor
        public void peer() {
            rig.connection().arrive();
            rig.connection().complete();
            rig.connection().arrive();
        }

        @Actor
        public void others() {
            rig.session().send(1);
            rig.session().close();
            rig.workers().runOne();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = rig.verdict();
        }
    }

    /** The connection breaks while somebody sends. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "over in order, everything back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class SendAndLose {
        private final Rig rig = opened();

        @Actor
        public void sends() {
            rig.session().send(1);
            rig.session().send(2);
        }

        @Actor
        public void breaks() {
            rig.connection().complete();
            rig.connection().lose();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = rig.verdict();
        }
    }

    /** Tasks, blocking ones too, while messages come and the connection ends. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "over in order, everything back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class TasksAndEnd {
        private final Rig rig = opened();

        @Actor
        public void tasks() {
            rig.offload();
            rig.execute();
            rig.workers().runOne();
            rig.workers().runOne();
        }

        @Actor
        public void peer() {
            rig.connection().arrive();
            rig.connection().lose();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = rig.verdict();
        }
    }
}
