package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionWatch;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What a session is told, in which order and how often: S2, and P3 through a storm.
 *
 * @since 0.1
 */
@Stable
public abstract class SessionLifeContract extends SessionRules {
    private static final List<String> NOTHING_CAME = List.of("opened", "closed");

    /** For subclasses. */
    protected SessionLifeContract() {}

    @Test
    @Promise("a session is told opened once, then its messages in order, then closed once")
    void s2_openedThenMessagesThenClosed() {
        Link link = bench().connect();
        link.peer().says("one", "two");
        link.peer().says("three");
        bench().run();
        link.session().close();
        bench().run();
        link.peer().ends();
        bench().run();
        assertEquals(
                List.of("opened", "one", "two", "three", "closed"),
                bench().diary.of(link.session()),
                "what the session was told");
        assertEquals(Kind.PLUGIN_CLOSED, bench().diary.reason(link.session()).kind(), "the reason");
    }

    @Test
    @Promise("a message is handed over once it is all here, in however many pieces it comes")
    void s2_messagesComeWholeHoweverTheStreamIsCut() {
        String longest = "x".repeat(Lines.LARGEST);
        String stream = Lines.of(longest, "short", longest);
        for (int piece : new int[] {7, 700, stream.length()}) {
            Link link = bench().connect();
            for (int at = 0; at < stream.length(); at += piece) {
                link.peer().saysPart(stream.substring(at, Math.min(at + piece, stream.length())));
                bench().run();
            }
            assertEquals(
                    List.of("opened", longest, "short", longest),
                    bench().diary.of(link.session()),
                    "what the session was told");
        }
    }

    @Test
    @Promise("the messages are the same at whatever byte the stream is cut, and when it comes byte by byte")
    void c2_theMessagesAreTheSameWhereverTheStreamIsCut() {
        String stream = Lines.of("one", "t", "three and more", "four");
        List<String> expected = List.of("opened", "one", "t", "three and more", "four");
        for (int cut = 0; cut <= stream.length(); cut++) {
            Link link = bench().connect();
            link.peer().saysPart(stream.substring(0, cut));
            bench().run();
            link.peer().saysPart(stream.substring(cut));
            bench().run();
            assertEquals(expected, bench().diary.of(link.session()), "what the session was told, cut at " + cut);
            link.peer().resets();
            bench().run();
        }
        Link link = bench().connect();
        for (int at = 0; at < stream.length(); at++) {
            link.peer().saysPart(stream.substring(at, at + 1));
            bench().run();
        }
        assertEquals(expected, bench().diary.of(link.session()), "what the session was told, byte by byte");
    }

    @Test
    @Promise(
            "what came before the peer ended its stream is handed over first, and nothing after the close that follows")
    void s2_whatCameBeforeTheEndIsHandedOver() {
        Link link = bench().connect();
        link.peer().says("one", "two");
        link.peer().ends();
        bench().run();
        assertEquals(
                List.of("opened", "one", "two", "end of stream", "closed"),
                bench().diary.of(link.session()),
                "what the session was told");
        assertEquals(Kind.PEER_CLOSED, bench().diary.reason(link.session()).kind(), "the reason");
    }

    @Test
    @Promise("from a close on no message is handed over, though it is here already")
    void s2_noMessageIsHandedOverAfterTheClose() {
        bench().diary.onMessage = (session, message) -> session.close();
        Link link = bench().connect();
        link.peer().says("one", "two");
        link.peer().says("three");
        bench().run();
        link.peer().ends();
        bench().run();
        assertEquals(List.of("opened", "one", "closed"), bench().diary.of(link.session()), "what the session was told");
    }

    @Test
    @Promise("a peer that resets while opened is called is told closed once, afterwards")
    void s2_aResetInOpenedIsToldAfterwards() {
        Wire wire = bench().transport.open();
        bench().diary.onOpened = session -> wire.resets();
        Session<String> session = bench().attached(wire, SessionWatch.NOBODY);
        bench().run();
        assertEquals(NOTHING_CAME, bench().diary.of(session), "what the session was told");
        assertEquals(Kind.CONNECTION_LOST, bench().diary.reason(session).kind(), "the reason");
    }

    @Test
    @Promise("a connection that was closed before it is attached is told opened and closed")
    void s2_aConnectionClosedBeforehandIsToldBoth() {
        Wire wire = bench().transport.open();
        wire.resets();
        Session<String> session = bench().attached(wire, SessionWatch.NOBODY);
        bench().run();
        assertEquals(NOTHING_CAME, bench().diary.of(session), "what the session was told");
    }

    @Test
    @Promise("closed comes once, in whatever ways and from however many sides the session is closed")
    void s2_closedComesOnceFromHoweverManySides() {
        List<Consumer<Link>> ways = List.of(
                link -> link.session().close("by the rule"),
                link -> link.session().abort(),
                link -> link.peer().resets(),
                link -> link.peer().ends(),
                link -> link.session().execute(() -> link.session().close("by a task")));
        for (Consumer<Link> first : ways) {
            for (Consumer<Link> second : ways) {
                for (boolean runsBetween : new boolean[] {false, true}) {
                    Link link = bench().connect();
                    first.accept(link);
                    if (runsBetween) {
                        bench().run();
                    }
                    second.accept(link);
                    bench().run();
                    link.peer().resets();
                    bench().run();
                    List<String> told = new ArrayList<>(bench().diary.of(link.session()));
                    told.remove("end of stream");
                    assertEquals(NOTHING_CAME, told, "what the session was told");
                }
            }
        }
    }

    @Test
    @Promise("the watch hears of the end once, with the reason, when the slot is free already")
    void s2_theWatchHearsOfTheEndLast() {
        List<String> heard = new ArrayList<>();
        SessionBench bench = bench();
        bench.diary.onClosed = session -> heard.add("closed");
        Link link = bench.connect(new SessionWatch() {
            @Override
            public void established() {
                heard.add("established");
            }

            @Override
            public void over(CloseReason reason) {
                heard.add("over, " + reason.kind() + ", slots in use: "
                        + bench.layer.statistics().inUse());
            }
        });
        link.session().established();
        link.session().established();
        link.session().abort();
        bench.run();
        assertEquals(
                List.of("established", "closed", "over, PLUGIN_CLOSED, slots in use: 0"),
                heard,
                "what the watch heard");
    }

    @Test
    @Promise("draining closes the sessions there are, after what waits for them was sent, and lets no other in")
    void s2_drainingClosesAllAndLetsNobodyIn() {
        Link link = bench().connect();
        link.session().send("last words");
        bench().layer.drain();
        assertFalse(link.session().isOpen(), "whether a session is open");
        Wire late = bench().transport.open();
        assertEquals(null, bench().layer.attach(late), "what attaching a connection gave");
        assertFalse(late.isStarted(), "whether the connection was started");
        bench().run();
        assertEquals(Lines.of("last words"), link.peer().heard(), "what the peer got");
        link.peer().ends();
        bench().run();
        assertEquals(Kind.SHUTDOWN, bench().diary.reason(link.session()).kind(), "the reason");
    }

    @Test
    @Promise("what is taken as a task runs before closed")
    void s2_tasksThatWereTakenRunBeforeClosed() {
        Diary diary = bench().diary;
        for (boolean beforeTheReset : new boolean[] {true, false}) {
            Link link = bench().connect();
            Session<String> session = link.session();
            if (!beforeTheReset) {
                link.peer().resets();
            }
            boolean taken = session.execute(() -> diary.write(session, "task", () -> {}));
            link.peer().resets();
            bench().run();
            assertTrue(taken || !beforeTheReset, "whether the task was taken");
            assertEquals(
                    taken ? List.of("opened", "task", "closed") : NOTHING_CAME,
                    diary.of(session),
                    "what the session was told");
            assertFalse(session.execute(() -> {}), "whether a task was taken after closed");
        }
    }

    @Test
    @Promise(
            "through a storm of sends, ends and resets each session is told opened and closed, and all contexts are back")
    void p3_afterAStormEverythingIsBack() {
        SessionBench bench = bench();
        bench.diary.onMessage = (session, message) -> session.send(message);
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            Link link = bench.connect();
            link.peer().takes(random.nextInt(2_000));
            for (int i = random.nextInt(20); i > 0; i--) {
                link.session().send("x".repeat(1 + random.nextInt(1_000)));
                link.peer().says("y".repeat(1 + random.nextInt(1_000)));
                if (random.nextInt(4) == 0) {
                    bench.run();
                }
            }
            switch (random.nextInt(4)) {
                case 0 -> link.peer().resets();
                case 1 -> link.session().abort();
                case 2 -> link.session().close();
                default -> link.peer().takesAll();
            }
            if (random.nextBoolean()) {
                bench.run();
            }
            link.peer().resets();
            bench.run();
            assertEquals(0, bench.layer.statistics().inUse(), "slots in use, after the peer has reset");
            if (bench.pool.statistics().inUse() != 0) {
                throw new AssertionError("contexts didn't come back: " + bench.pool.outstanding());
            }
        }
    }
}
