package io.quayside.core.admission;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two things happen at once to somebody who waits to be let in; {@link Door} says what was wrong. */
public final class HandOverStress {
    private HandOverStress() {}

    /** A door with one inside. */
    private static Door taken() {
        Door door = new Door();
        door.arrive();
        return door;
    }

    /** A door with one inside, and one who waits. */
    private static Door crowded() {
        Door door = taken();
        door.arrive();
        return door;
    }

    /** Its peer is gone as it begins to wait. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "all places and contexts are back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class GoneOnArrival {
        private final Door door = taken();

        @Actor
        public void arrives() {
            door.arrive();
        }

        @Actor
        public void leaves() {
            door.peer(1).lose();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = door.verdict();
        }
    }

    /** A place comes free as it begins to wait. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "all places and contexts are back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class FreeOnArrival {
        private final Door door = taken();

        @Actor
        public void arrives() {
            door.arrive();
        }

        @Actor
        public void insideLeaves() {
            door.peer(0).lose();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = door.verdict();
        }
    }

    /** Those before it leave, and the others are told their places, as it begins to wait. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "all places and contexts are back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class ToldOnArrival {
        private final Door door = crowded();

        @Actor
        public void arrives() {
            door.arrive();
        }

        @Actor
        public void firstLeaves() {
            door.peer(1).lose();
            door.notice();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = door.verdict();
        }
    }

    /** A place comes free as its peer says something and leaves. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "all places and contexts are back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class FreeAndGone {
        private final Door door = crowded();

        @Actor
        public void insideLeaves() {
            door.peer(0).lose();
        }

        @Actor
        public void leaves() {
            door.peer(1).arrive();
            door.peer(1).lose();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = door.verdict();
        }
    }

    /** A place comes free as it has waited too long. */
    @JCStressTest
    @Outcome(id = "fine", expect = ACCEPTABLE, desc = "all places and contexts are back")
    @Outcome(expect = FORBIDDEN, desc = "what the verdict says")
    @State
    public static class FreeAndTooLate {
        private final Door door = crowded();

        @Actor
        public void insideLeaves() {
            door.peer(0).lose();
            door.work();
        }

        @Actor
        public void timer() {
            door.timeOut();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = door.verdict();
        }
    }
}
