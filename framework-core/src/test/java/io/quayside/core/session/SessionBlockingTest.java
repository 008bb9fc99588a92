package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.core.fakes.BlockingSessions;
import io.quayside.core.fakes.LendingSessions;
import io.quayside.core.fakes.Loans;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S8 for handlers that are marked as blocking: all of a session runs where it may block, and nobody else waits for it. */
class SessionBlockingTest {
    private final Loans loans = new Loans(1, 512);
    private final SessionHarness harness =
            new SessionHarness(BlockingSessions.of(new LendingSessions(new StandardSessionProvider(), loans)));
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
        loans.assertAllBack();
    }

    private Link opened() {
        Link link = harness.connect();
        harness.runAll();
        return link;
    }

    private List<String> events(Link link) {
        return handler.events(link.session());
    }

    @Test
    void nothingOfThePluginRunsOnWorkers() {
        Link link = harness.connect();
        link.session().execute(() -> handler.note(link.session(), "task"));
        link.session().offload(() -> handler.note(link.session(), "offloaded"));
        link.peer().send(asLines("one", "two"));
        link.peer().end();
        harness.run();
        assertEquals(List.of(), events(link), "what workers ran");
        harness.runAll();
        assertEquals(
                List.of(
                        "opened",
                        "task",
                        "offloaded",
                        "message one",
                        "message two",
                        "end of stream",
                        "closed PEER_CLOSED"),
                events(link));
    }

    @Test
    void nothingIsReceivedBesidesWhatIsThereUntilTheCallbackReturns() {
        Link link = opened();
        handler.onMessage((session, message) -> {
            link.peer().send(asLines("while it blocks"));
            harness.run();
            assertEquals(0, link.peer().postedReceives());
        });
        link.peer().send(asLines("one", "two"));
        harness.run();
        for (int i = 0; i < 100; i++) {
            link.peer().send(asLines("a flood"));
            harness.run();
        }
        assertEquals(0, link.peer().postedReceives(), "what is there waits for a thread");
        assertEquals(1, harness.pool().statistics().inUse());
        handler.onMessage((session, message) -> {});
        harness.runAll();
        assertEquals(102, handler.messages(link.session()).size());
        assertEquals(1, link.peer().postedReceives());
    }

    @Test
    void whatTheTransportLendsIsLeftToOthers() {
        Link link = opened();
        handler.onMessage((session, message) -> assertEquals(0, loans.out(), "lent while it blocks"));
        link.peer().send(asLines("one"));
        harness.run();
        assertEquals(0, loans.out(), "lent while it waits for a thread");
        harness.runAll();
        assertEquals(List.of("opened", "message one"), events(link));
    }

    @Test
    void whatACallbackSendsIsOnItsWayBeforeItReturns() {
        Link link = opened();
        Link other = opened();
        List<String> read = new ArrayList<>();
        handler.onMessage((session, message) -> {
            session.send("looking for " + message);
            other.session().send("somebody is looking");
            harness.run();
            read.add(link.peer().read());
            read.add(other.peer().read());
            session.send("found " + message);
        });
        link.peer().send(asLines("one"));
        harness.runAll();
        assertEquals(List.of(asLines("looking for one"), asLines("somebody is looking")), read);
        assertEquals(asLines("found one"), link.peer().read());
    }

    @Test
    void sessionsTakeTurnsAtAThread() {
        Link one = opened();
        Link other = opened();
        List<Session<String>> turns = new ArrayList<>();
        handler.onMessage((session, message) -> {
            turns.add(session);
            Link link = session == one.session() ? one : other;
            if (turns.size() < 6) {
                link.peer().send(asLines("more"));
            }
            harness.run();
        });
        one.peer().send(asLines("first"));
        other.peer().send(asLines("first"));
        harness.runAll();
        assertEquals(
                List.of(one.session(), other.session(), one.session(), other.session(), one.session(), other.session()),
                turns.subList(0, 6));
    }

    @Test
    void othersGoOnWhileOneBlocks() {
        Link blocked = opened();
        Link other = opened();
        handler.onMessage((session, message) -> {
            if (session == blocked.session()) {
                other.peer().send(asLines("hello"));
                harness.runAll(); // which is to say, on another thread
                assertEquals(List.of("opened", "message hello"), events(other));
            }
        });
        blocked.peer().send(asLines("query"));
        harness.runAll();
        assertEquals(List.of("opened", "message query"), events(blocked));
    }

    @Test
    void theTimeThatACallbackTakesIsNoSilenceOfThePeer() {
        harness.setting("idle-timeout", "10s");
        Link link = opened();
        handler.onMessage((session, message) -> harness.pass(Duration.ofSeconds(60)));
        link.peer().send(asLines("query"));
        harness.runAll();
        assertEquals(List.of("opened", "message query"), events(link));
        passWithCallbacks(11);
        assertEquals("idle", events(link).get(2), "but what comes after it is");
    }

    @Test
    void theTimeThatACallbackTakesIsNotTheFrames() {
        harness.setting("frame-timeout", "10s").setting("idle-timeout", "0s");
        Link link = opened();
        link.peer().send("the beginning of ");
        harness.runAll();
        link.session().execute(() -> harness.pass(Duration.ofSeconds(60)));
        harness.runAll();
        passWithCallbacks(9);
        link.peer().send("one ");
        harness.runAll();
        assertEquals(List.of("opened"), events(link), "it has a second left");
        passWithCallbacks(3);
        assertEquals(List.of("opened", "closed IDLE"), ended(link));
    }

    @Test
    void aCloseHasItsTimeFromWhenTheCallbackReturns() {
        harness.setting("close-timeout", "5s");
        Link link = opened();
        handler.onMessage((session, message) -> {
            session.send("good bye");
            session.close();
            harness.pass(Duration.ofSeconds(60));
        });
        link.peer().send(asLines("quit"));
        harness.runAll();
        assertEquals(asLines("good bye"), link.peer().read());
        assertTrue(link.peer().sawEnd());
        assertTrue(!link.peer().sawReset(), "cut off");
        passWithCallbacks(6);
        assertEquals(List.of("opened", "message quit", "closed PLUGIN_CLOSED"), events(link));
    }

    @Test
    void aDrainWaitsForTheCallback() {
        Link link = opened();
        handler.onMessage((session, message) -> {
            harness.layer().drain();
            harness.pass(Duration.ofSeconds(60));
            session.send("too late");
        });
        link.peer().send(asLines("one", "two"));
        harness.runAll();
        assertTrue(!link.peer().sawReset(), "cut off");
        link.peer().end();
        harness.runAll();
        assertEquals(List.of("opened", "message one", "closed SHUTDOWN"), events(link));
        assertEquals(0, harness.layer().cutSessions());
    }

    @Test
    void whatBlocksLongerThanTheStopWaitsIsCutAndCounted() {
        Link link = opened();
        handler.onMessage((session, message) -> {
            harness.layer().drain();
            harness.layer().cut();
            harness.run();
            assertTrue(link.peer().sawReset());
            assertEquals(1, harness.layer().sessions().count(), "it isn't over before its callback is");
        });
        link.peer().send(asLines("one"));
        harness.runAll();
        assertEquals(List.of("opened", "message one", "closed SHUTDOWN"), events(link));
        assertEquals(1, harness.layer().cutSessions());
    }

    @Test
    void aCallbackThatThrowsClosesItsSessionAndNoOther() {
        Link link = opened();
        Link other = opened();
        handler.onMessage((session, message) -> {
            throw new IllegalStateException("the database is down");
        });
        link.peer().send(asLines("query"));
        link.peer().end();
        harness.runAll();
        assertEquals(Kind.PLUGIN_ERROR, handler.reason(link.session()).kind());
        assertTrue(other.session().isOpen());
    }

    @Test
    void whereThereIsNoThreadForItItRunsAllTheSame() {
        harness.offloadsTo(task -> {
            throw new RejectedExecutionException("stopped");
        });
        Link link = harness.connect();
        link.peer().send(asLines("one"));
        link.session().offload(() -> handler.note(link.session(), "offloaded"));
        harness.run();
        assertEquals(List.of("opened", "offloaded", "message one"), events(link));
    }

    @Test
    void aThreadThatRunsItOnTheSpotIsFineToo() {
        harness.offloadsTo(Runnable::run);
        handler.onMessage((session, message) -> {
            session.send("looking");
            session.offload(() -> session.send("found"));
        });
        Link link = harness.connect();
        link.peer().send(asLines("one", "two"));
        harness.run();
        assertEquals(
                asLines("looking", "found", "looking", "found"), link.peer().read());
    }

    private void passWithCallbacks(int seconds) {
        for (int i = 0; i < seconds * 4; i++) {
            harness.tick(Duration.ofMillis(250));
            harness.runAll();
        }
    }

    private List<String> ended(Link link) {
        link.peer().end();
        harness.runAll();
        return events(link);
    }
}
