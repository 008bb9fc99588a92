package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import io.quayside.core.fakes.TestConnection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How sessions end in good order, and what becomes of those that don't: the time-outs, and the layer's drain and cut. */
class SessionClosingTest {
    private final SessionHarness harness = new SessionHarness(new StandardSessionProvider());
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
    }

    private CloseReason reason(Link link) {
        return handler.reason(link.session());
    }

    private boolean isOver(Link link) {
        return handler.events(link.session()).stream().anyMatch(event -> event.startsWith("closed"));
    }

    // ---- closing in order

    @Test
    void whatWaitsIsSentFirst() {
        Link link = harness.connect();
        link.peer().takes(0);
        link.session().send("one");
        link.session().send("two");
        link.session().close();
        harness.run();
        assertFalse(link.peer().sawEnd());
        assertFalse(link.peer().sawClose());
        link.peer().takesAll();
        harness.run();
        assertEquals(asLines("one", "two"), link.peer().read());
        assertTrue(link.peer().sawEnd());
        assertFalse(link.peer().sawClose(), "the peer may still be sending");
        link.peer().end();
        harness.run();
        assertTrue(link.peer().sawClose());
        assertFalse(link.peer().sawReset());
        assertEquals(Kind.PLUGIN_CLOSED, reason(link).kind());
    }

    @Test
    void whatThePeerStillSendsIsReadAndDropped() {
        Link link = harness.connect();
        link.session().close();
        for (int i = 0; i < 200; i++) {
            link.peer().send(asLines("x".repeat(900)));
        }
        harness.run();
        assertEquals(0, link.peer().unread());
        assertFalse(link.peer().sawClose());
        link.peer().end();
        harness.run();
        assertTrue(isOver(link));
        assertEquals(List.of(), handler.messages(link.session()));
    }

    @Test
    void aFrameHalfReceivedAtTheCloseIsDropped() {
        Link link = harness.connect();
        link.peer().send("half of a li");
        harness.run();
        link.session().close("mine");
        harness.run();
        link.peer().send("ne\n");
        link.peer().end();
        harness.run();
        assertEquals(List.of("opened", "closed PLUGIN_CLOSED"), handler.events(link.session()));
        assertEquals("mine", reason(link).detail());
    }

    @Test
    void closingWhileCongestedDropsTheMessagesThatWaited() {
        harness.setting("outbound-congested", 10);
        handler.onMessage((session, message) -> session.send("x".repeat(20)));
        Link link = harness.connect();
        link.peer().takes(0);
        link.peer().send(asLines("one", "two"));
        harness.run();
        link.session().close();
        harness.run();
        link.peer().takesAll();
        link.peer().end();
        harness.run();
        assertEquals(List.of("one"), handler.messages(link.session()));
        assertEquals(asLines("x".repeat(20)), link.peer().read());
        assertTrue(isOver(link));
    }

    @Test
    void closingTwiceAndFromEverywhereEndsOnce() {
        handler.onMessage((session, message) -> session.close("within"));
        Link link = harness.connect();
        link.peer().send(asLines("go"));
        link.session().close("outside");
        harness.run();
        link.session().close("again");
        link.peer().end();
        harness.run();
        link.session().close("after the end");
        harness.run();
        assertEquals("outside", reason(link).detail());
        assertEquals(List.of("opened", "closed PLUGIN_CLOSED"), handler.events(link.session()));
    }

    // ---- half-close

    @Test
    void afterThePeersEndMoreCanBeSentUntilThePluginCloses() {
        handler.onEndOfStream(session -> session.send("your total is 3"));
        Link link = harness.connect();
        link.peer().send(asLines("1", "2"));
        link.peer().end();
        harness.run();
        assertEquals(asLines("your total is 3"), link.peer().read());
        assertTrue(link.session().isOpen());
        assertEquals(SendResult.QUEUED, link.session().send("and bye"));
        link.session().close("done");
        harness.run();
        assertEquals(asLines("and bye"), link.peer().read());
        assertTrue(link.peer().sawClose());
        assertEquals(new CloseReason(Kind.PEER_CLOSED, "done", null), reason(link));
    }

    @Test
    void whatWaitsIsSentToAPeerThatHasEnded() {
        Link link = harness.connect();
        link.peer().takes(0);
        link.session().send("take your time");
        link.peer().end();
        harness.run();
        assertFalse(link.peer().sawClose());
        link.peer().takesAll();
        harness.run();
        assertEquals(asLines("take your time"), link.peer().read());
        assertTrue(link.peer().sawClose());
        assertEquals(Kind.PEER_CLOSED, reason(link).kind());
    }

    @Test
    void anEndInTheMiddleOfAFrameIsSaidSo() {
        Link link = harness.connect();
        link.peer().send("whole\nhalf");
        link.peer().end();
        harness.run();
        assertEquals(List.of("opened", "message whole", "closed PEER_CLOSED"), handler.events(link.session()));
        assertEquals(
                new CloseReason(
                        Kind.PEER_CLOSED, "the peer ended its stream in the middle of a frame, after 4 bytes", null),
                reason(link));
    }

    // ---- the close time-out

    @Test
    void aPeerThatTakesNothingIsCutOffAfterTheCloseTimeOut() {
        harness.setting("close-timeout", "3s").setting("stall-timeout", 0);
        Link link = harness.connect();
        link.peer().takes(0);
        link.session().send("1234567");
        link.session().close("bye");
        harness.pass(Duration.ofMillis(2500));
        assertFalse(link.peer().sawClose());
        harness.pass(Duration.ofSeconds(1));
        assertTrue(link.peer().sawReset());
        assertTrue(isOver(link));
        assertEquals(new CloseReason(Kind.PLUGIN_CLOSED, "bye", null), reason(link), "which it stays");
        assertEquals(1, harness.layer().cutSessions());
        assertEquals(8, harness.layer().cutBytes());
    }

    @Test
    void aFrameThatDripsIsNotWaitedForEndlessly() {
        harness.setting("frame-timeout", "10s").setting("idle-timeout", "5s");
        Link link = harness.connect();
        link.peer().send("whole\nand");
        for (int i = 0; i < 9; i++) {
            harness.pass(Duration.ofSeconds(1));
            link.peer().send(".");
            harness.run();
        }
        assertFalse(isOver(link));
        harness.pass(Duration.ofMillis(1500));
        link.peer().end();
        harness.run();
        assertTrue(isOver(link));
        assertEquals(new CloseReason(Kind.IDLE, "a frame was begun and not finished in time", null), reason(link));
        assertEquals(List.of("opened", "message whole", "closed IDLE"), handler.events(link.session()));
    }

    @Test
    void framesThatEndBeginTheTimeAnew() {
        harness.setting("frame-timeout", "3s");
        Link link = harness.connect();
        for (int i = 0; i < 20; i++) {
            link.peer().send(i + "\nbegun");
            harness.pass(Duration.ofSeconds(1));
        }
        assertFalse(isOver(link));
        link.peer().send("\n");
        harness.pass(Duration.ofSeconds(10));
        assertFalse(isOver(link), "there is no frame to wait for");
    }

    @Test
    void aPeerThatDoesNotEndItsStreamIsClosedAfterTheCloseTimeOut() {
        harness.setting("close-timeout", "3s");
        harness.pass(Duration.ofSeconds(1));
        Link link = harness.connect();
        link.session().send("received");
        link.session().close();
        harness.pass(Duration.ofMillis(2500));
        assertFalse(link.peer().sawClose());
        harness.pass(Duration.ofSeconds(1));
        assertTrue(link.peer().sawClose());
        assertFalse(link.peer().sawReset(), "which might overtake what the system has still to deliver");
        assertTrue(isOver(link));
        assertEquals(0, harness.layer().cutSessions(), "all was sent to it");
        assertEquals(0, harness.layer().cutBytes());
    }

    @Test
    void aSessionThatNeedsLongAfterItsCutIsCutOnce() {
        harness.setting("close-timeout", "1s");
        Link link = harness.connect();
        link.peer().takes(0);
        link.session().send("1234567");
        link.session().offload(() -> {}); // doesn't come back before the test says so
        harness.run();
        link.session().close();
        harness.pass(Duration.ofSeconds(5));
        harness.layer().cut();
        harness.run();
        assertFalse(isOver(link));
        assertEquals(1, harness.layer().cutSessions());
        assertEquals(8, harness.layer().cutBytes());
        harness.runAll();
        assertTrue(isOver(link));
    }

    // ---- idle and stalled

    @Test
    void anIdleSessionIsClosed() {
        harness.setting("idle-timeout", "2s");
        Link link = harness.connect();
        harness.pass(Duration.ofMillis(1500));
        link.peer().send(asLines("here"));
        harness.run();
        harness.pass(Duration.ofMillis(1750));
        assertTrue(link.session().isOpen());
        harness.pass(Duration.ofSeconds(1));
        link.peer().end();
        harness.run();
        assertEquals(
                List.of("opened", "message here", "idle", "closed IDLE"),
                handler.events(link.session()).stream()
                        .filter(event -> !event.equals("end of stream"))
                        .toList());
        assertEquals("idle", reason(link).detail());
    }

    @Test
    void idleComesAgainAfterEachFurtherTime() {
        harness.setting("idle-timeout", "2s");
        handler.onIdle(session -> session.send("are you there?"));
        Link link = harness.connect();
        harness.pass(Duration.ofSeconds(7));
        assertEquals(List.of("opened", "idle", "idle", "idle"), handler.events(link.session()));
        assertEquals(asLines("are you there?").repeat(3), link.peer().read());
        link.session().close();
        link.peer().end();
        harness.run();
        assertEquals(Kind.PLUGIN_CLOSED, reason(link).kind());
    }

    @Test
    void idleIsNeverCalledWhenTheTimeIsZero() {
        harness.setting("idle-timeout", 0);
        Link link = harness.connect();
        harness.pass(Duration.ofMinutes(1));
        assertEquals(List.of("opened"), handler.events(link.session()));
    }

    @Test
    void idlingAfterThePeersEndDoesNotHideTheEnd() {
        harness.setting("idle-timeout", "2s");
        handler.onIdle(session -> {}).onEndOfStream(session -> {});
        Link link = harness.connect();
        link.peer().end();
        harness.pass(Duration.ofSeconds(3));
        link.session().close("done");
        harness.run();
        assertEquals(List.of("opened", "end of stream", "idle", "closed PEER_CLOSED"), handler.events(link.session()));
    }

    @Test
    void aPeerThatTakesNothingForLongIsCutOff() {
        harness.setting("stall-timeout", "2s").setting("idle-timeout", 0);
        Link link = harness.connect();
        harness.pass(Duration.ofSeconds(10));
        link.peer().takes(0);
        link.session().send("1234567");
        harness.pass(Duration.ofMillis(1750));
        assertTrue(link.session().isOpen());
        harness.pass(Duration.ofSeconds(1));
        assertTrue(link.peer().sawReset());
        assertEquals(
                new CloseReason(Kind.CONGESTED, "took no whole message for too long; 8 bytes wait for it", null),
                reason(link));
    }

    @Test
    void aPeerThatTakesALittleNowAndThenIsNotCutOff() {
        harness.setting("stall-timeout", "2s").setting("idle-timeout", 0);
        Link link = harness.connect();
        link.peer().takes(0);
        for (int i = 0; i < 20; i++) {
            link.session().send("1234567");
        }
        for (int i = 0; i < 20; i++) {
            link.peer().takes(8);
            harness.run();
            harness.pass(Duration.ofMillis(1500));
            assertTrue(link.session().isOpen());
        }
        assertEquals(asLines("1234567").repeat(20), link.peer().read());
    }

    @Test
    void whatAnOffloadedTaskSendsIsNotHeldAgainstThePeerWhileTheTaskGoesOn() {
        harness.setting("stall-timeout", "2s").setting("idle-timeout", 0);
        Link link = harness.connect();
        link.session().offload(() -> {
            link.session().send("looking it up");
            assertEquals(asLines("looking it up"), link.peer().read(), "which tells the peer something while it waits");
            harness.pass(Duration.ofSeconds(10));
            link.session().send("found");
        });
        harness.runAll();
        assertTrue(link.session().isOpen());
        assertEquals(asLines("found"), link.peer().read());
    }

    // ---- drain and cut

    @Test
    void drainingClosesEverySessionAfterWhatWaits() {
        Link quick = harness.connect();
        Link slow = harness.connect();
        slow.peer().takes(0);
        slow.session().send("one");
        harness.layer().drain();
        harness.run();
        assertFalse(quick.session().isOpen());
        quick.peer().end();
        harness.run();
        assertEquals(new CloseReason(Kind.SHUTDOWN, "stopping", null), reason(quick));
        assertEquals(1, harness.layer().sessions().count());
        slow.peer().takesAll();
        slow.peer().end();
        harness.run();
        assertEquals(asLines("one"), slow.peer().read());
        assertEquals(Kind.SHUTDOWN, reason(slow).kind());
        assertEquals(0, harness.layer().sessions().count());
        assertEquals(0, harness.layer().cutSessions());
    }

    @Test
    void nobodyIsLetInWhileDraining() {
        harness.layer().drain();
        TestConnection late = harness.transport().open();
        assertNull(harness.layer().attach(late));
        assertFalse(late.peer().sawClose(), "it is still the caller's");
    }

    @Test
    void whoComesInJustAsTheDrainBeginsIsClosedToo() {
        TestConnection late = harness.transport().open();
        late.whenStarted(() -> harness.layer().drain());
        Session<String> session = harness.layer().attach(late);
        harness.run();
        late.peer().end();
        harness.run();
        assertEquals(List.of("opened", "closed SHUTDOWN"), handler.events(session));
    }

    @Test
    void cuttingEndsWhatIsLeftAtOnce() {
        Link link = harness.connect();
        link.peer().takes(0);
        link.session().send("1234567");
        harness.layer().drain();
        harness.run();
        harness.layer().cut();
        harness.run();
        assertTrue(link.peer().sawReset());
        assertEquals(Kind.SHUTDOWN, reason(link).kind());
        assertEquals(0, harness.layer().sessions().count());
        assertEquals(1, harness.layer().cutSessions());
        assertEquals(8, harness.layer().cutBytes());
    }

    // ---- what isn't the peer's fault

    @Test
    void aFrameIsFinishedWhateverComesOfItsMessage() {
        harness.setting("frame-timeout", "10s").setting("idle-timeout", 0).setting("outbound-congested", 1);
        handler.onMessage((session, message) -> {
            session.offload(() -> {});
            session.send(message);
        });
        Link link = harness.connect();
        link.peer().takes(0);
        link.peer().send("who");
        harness.run();
        link.peer().send("le\n");
        harness.run();
        harness.pass(Duration.ofSeconds(15));
        assertTrue(link.session().isOpen(), "the task goes on");
        harness.runAll();
        link.peer().takesAll();
        harness.run();
        harness.pass(Duration.ofSeconds(15));
        assertEquals(List.of("opened", "message whole", "writable"), handler.events(link.session()));
    }

    @Test
    void aSessionIsNotIdleWhileNobodyListensToIt() {
        harness.setting("idle-timeout", "10s");
        handler.onMessage((session, message) -> session.offload(() -> {}));
        Link link = harness.connect();
        link.peer().send(asLines("look it up"));
        harness.run();
        link.peer().send(asLines("and more"));
        harness.pass(Duration.ofSeconds(15));
        harness.runAll();
        assertEquals(List.of("opened", "message look it up", "message and more"), handler.events(link.session()));
        harness.pass(Duration.ofSeconds(9));
        assertTrue(link.session().isOpen());
        harness.pass(Duration.ofSeconds(2));
        assertFalse(link.session().isOpen());
        link.peer().end();
        harness.run();
        assertEquals(Kind.IDLE, reason(link).kind());
    }

    @Test
    void whatWaitsHasTheStopDeadlineAndNotTheCloseTimeOut() {
        harness.setting("close-timeout", "3s");
        Link slow = harness.connect();
        Link quiet = harness.connect();
        slow.peer().takes(0);
        slow.session().send("1234567");
        harness.layer().drain();
        harness.pass(Duration.ofSeconds(4));
        assertTrue(isOver(quiet), "all was sent to it");
        assertFalse(isOver(slow));
        harness.layer().cut();
        harness.run();
        assertTrue(slow.peer().sawReset());
    }
}
