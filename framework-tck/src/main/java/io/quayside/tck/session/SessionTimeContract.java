package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a session layer does when time passes, in which S2 and S5 have to hold too. The time is the contract's, and moves when
 * a rule says so; a layer may be late by one second, which is how often it looks.
 *
 * @since 0.1
 */
@Stable
public abstract class SessionTimeContract extends SessionRules {
    private static final int TIME_OUT = (int) SessionCapability.TIME_OUT.toSeconds();
    private static final int NOT_YET = TIME_OUT - 2;
    private static final int BY_THEN = TIME_OUT + 2;

    /** For subclasses. */
    protected SessionTimeContract() {}

    private List<String> told(Link link) {
        return bench().diary.of(link.session());
    }

    private Kind reason(Link link) {
        return bench().diary.reason(link.session()).kind();
    }

    @Test
    @Promise(
            "idle is called of a session that nothing came for in its time, and again after each further such time, and not before")
    void s2_whoIsSilentIsToldIdle() {
        SessionBench bench = benchThat(SessionCapability.IDLE_TIMEOUT);
        bench.diary.onIdle = session -> {};
        Link link = bench.connect();
        bench.pass(NOT_YET);
        link.peer().says("one");
        bench.run();
        bench.pass(NOT_YET);
        assertEquals(List.of("opened", "one"), told(link), "what the session was told before its time was over");
        bench.pass(BY_THEN - NOT_YET);
        assertEquals(List.of("opened", "one", "idle"), told(link), "what the session was told after one such time");
        bench.pass(BY_THEN);
        assertEquals(
                List.of("opened", "one", "idle", "idle"), told(link), "what the session was told after two such times");
        link.peer().says("two");
        bench.run();
        assertTrue(told(link).contains("two"), "whether a message was handed over afterwards");
    }

    @Test
    @Promise("a session is closed as idle, unless the plugin decides otherwise")
    void s2_whoIsIdleIsClosed() {
        SessionBench bench = benchThat(SessionCapability.IDLE_TIMEOUT);
        Link link = bench.connect();
        bench.pass(BY_THEN);
        assertFalse(link.session().isOpen(), "whether the session is open");
        link.peer().ends();
        bench.run();
        assertEquals(List.of("opened", "idle", "closed"), told(link), "what the session was told");
        assertEquals(Kind.IDLE, reason(link), "the reason");
    }

    @Test
    @Promise("a close whose peer takes nothing ends when its time is over, not before, and counts what was cut off")
    void s2_aCloseThatTakesTooLongIsCutOff() {
        SessionBench bench = benchThat(SessionCapability.CLOSE_TIMEOUT);
        Link link = bench.connect();
        link.peer().takes(0);
        assertTrue(link.session().send("last words").taken(), "whether it was taken");
        link.session().close();
        bench.run();
        bench.pass(NOT_YET);
        assertFalse(link.peer().isClosed(), "whether the connection was closed before the time was over");
        bench.pass(BY_THEN - NOT_YET);
        assertTrue(link.peer().isClosed(), "whether the connection is closed when the time is over");
        assertEquals(List.of("opened", "closed"), told(link), "what the session was told");
        assertEquals(Kind.PLUGIN_CLOSED, reason(link), "the reason");
        assertEquals(1, bench.layer.cutSessions(), "sessions that were cut off, as the layer counts");
        assertEquals(
                Lines.of("last words").length(),
                bench.layer.cutBytes(),
                "bytes that were cut off, as the layer counts");
    }

    @Test
    @Promise(
            "a close whose peer got everything and doesn't end its stream ends when its time is over, and cuts nothing")
    void s2_aCloseThatThePeerDoesNotFollowEnds() {
        SessionBench bench = benchThat(SessionCapability.CLOSE_TIMEOUT);
        Link link = bench.connect();
        assertTrue(link.session().send("last words").taken(), "whether it was taken");
        link.session().close();
        bench.run();
        assertEquals(Lines.of("last words"), link.peer().heard(), "what the peer got");
        bench.pass(BY_THEN);
        assertTrue(link.peer().isClosed(), "whether the connection is closed when the time is over");
        assertEquals(List.of("opened", "closed"), told(link), "what the session was told");
        assertEquals(0, bench.layer.cutSessions(), "sessions that were cut off, as the layer counts");
    }

    @Test
    @Promise("a frame that isn't all here when its time is over ends its session, though bytes of it come all the time")
    void s2_whoDripsIsClosed() {
        SessionBench bench = benchThat(SessionCapability.FRAME_TIMEOUT);
        Link drips = bench.connect();
        Link slow = bench.connect();
        for (int second = 0; second < NOT_YET; second++) {
            bench.pass(1);
            drips.peer().saysPart("x");
            slow.peer().saysPart(second % 4 == 3 ? "\n" : "y");
            bench.run();
        }
        assertTrue(drips.session().isOpen(), "whether the session is open before the time is over");
        for (int second = NOT_YET; second < 2 * TIME_OUT; second++) {
            bench.pass(1);
            drips.peer().saysPart("x");
            slow.peer().saysPart(second % 4 == 3 ? "\n" : "y");
            bench.run();
        }
        assertFalse(drips.session().isOpen(), "whether the session is open when the time is over");
        assertTrue(slow.session().isOpen(), "whether one whose frames take less than the time is open");
        drips.peer().ends();
        bench.run();
        assertEquals(List.of("opened", "closed"), told(drips), "what the session was told");
        assertEquals(List.of("opened", "yyy", "yyy", "yyy", "yyy", "yyy"), told(slow), "what the other one was told");
    }

    @Test
    @Promise(
            "a peer that takes nothing of what waits for it is cut off when its time is over, and one that takes a bit isn't")
    void s5_whoTakesNothingIsCutOff() {
        SessionBench bench = benchThat(SessionCapability.STALL_TIMEOUT);
        Link stuck = bench.connect();
        Link slow = bench.connect();
        Link quiet = bench.connect();
        String message = "one of many";
        for (Link each : List.of(stuck, slow)) {
            each.peer().takes(0);
            for (int i = 0; i < 5; i++) {
                assertTrue(each.session().send(message).taken(), "whether it was taken");
            }
        }
        bench.pass(NOT_YET);
        assertTrue(stuck.session().isOpen(), "whether the session is open before the time is over");
        slow.peer().takes(Lines.of(message).length());
        bench.run();
        bench.pass(BY_THEN - NOT_YET);
        assertEquals(List.of("opened", "closed"), told(stuck), "what the session was told when the time is over");
        assertEquals(Kind.CONGESTED, reason(stuck), "the reason");
        assertTrue(stuck.peer().isClosed(), "whether its connection is closed");
        assertTrue(slow.session().isOpen(), "whether the one that takes a bit is open");
        bench.pass(TIME_OUT);
        assertTrue(quiet.session().isOpen(), "whether one for which nothing waits is open");
    }
}
