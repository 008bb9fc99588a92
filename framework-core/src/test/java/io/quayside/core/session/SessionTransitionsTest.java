package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import io.quayside.core.fakes.TestConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every arrow of the diagram on {@link StandardSession}, by its number: {@code transitionN...}. What each of them comes with
 * is looked at more closely in the other tests of sessions.
 */
class SessionTransitionsTest {
    private static final Pattern TRANSITION = Pattern.compile("(?m)^ \\*  +(\\d+)  \\S");
    private static final Pattern TEST = Pattern.compile("transition(\\d+).*");

    private final SessionHarness harness = new SessionHarness(new StandardSessionProvider());
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
    }

    /** Where a session is, as far as it can be told from outside. */
    private enum State {
        OPEN,
        HALF_OPEN,
        FLUSHING,
        LINGERING,
        OVER
    }

    private State state(Link link) {
        List<String> events = handler.events(link.session());
        if (events.stream().anyMatch(event -> event.startsWith("closed"))) {
            assertEquals(SendResult.CLOSED, link.session().send("late"));
            assertTrue(link.peer().sawClose());
            return State.OVER;
        }
        if (link.session().isOpen()) {
            return events.contains("end of stream") ? State.HALF_OPEN : State.OPEN;
        }
        assertEquals(SendResult.CLOSED, link.session().send("late"));
        return link.peer().sawEnd() ? State.LINGERING : State.FLUSHING;
    }

    private Link open() {
        return harness.connect();
    }

    private Link halfOpen() {
        handler.onEndOfStream(session -> {});
        Link link = open();
        link.peer().end();
        harness.run();
        assertEquals(State.HALF_OPEN, state(link));
        return link;
    }

    private Link flushing() {
        Link link = open();
        link.peer().takes(0);
        link.session().send("waits");
        link.session().close();
        harness.run();
        assertEquals(State.FLUSHING, state(link));
        return link;
    }

    private Link lingering() {
        Link link = open();
        link.session().close();
        harness.run();
        assertEquals(State.LINGERING, state(link));
        return link;
    }

    @Test
    void transition1OpenedIsCalled() {
        Link link = open();
        assertEquals(State.OPEN, state(link));
        assertEquals(List.of("opened"), handler.events(link.session()));
    }

    @Test
    void transition2ClosedBeforeItIsOpened() {
        TestConnection connection = harness.transport().open();
        connection.peer().takes(0);
        connection.whenStarted(() -> harness.layer().sessions().forEach(Session::close));
        Session<String> session = harness.layer().attach(connection);
        assertNotNull(session);
        assertFalse(session.isOpen());
        harness.run();
        assertEquals(List.of("opened"), handler.events(session));
        assertEquals(State.LINGERING, state(new Link(session, connection.peer())), "there was nothing to flush");
    }

    @Test
    void transition3ThePeerEndsItsStream() {
        Link link = halfOpen();
        assertEquals(List.of("opened", "end of stream"), handler.events(link.session()));
        link.session().send("still taken");
        harness.run();
        assertEquals(asLines("still taken"), link.peer().read());
    }

    /** What closes in order, while there is something to flush. */
    private enum Closing {
        PLUGIN(Kind.PLUGIN_CLOSED),
        IDLE(Kind.IDLE),
        FRAME(Kind.IDLE),
        BAD_BYTES(Kind.CODEC_ERROR),
        CALLBACK(Kind.PLUGIN_ERROR),
        DRAIN(Kind.SHUTDOWN),
        END_IN_A_FRAME(Kind.PEER_CLOSED);

        private final Kind kind;

        Closing(Kind kind) {
            this.kind = kind;
        }
    }

    private void close(Link link, Closing closing) {
        switch (closing) {
            case PLUGIN -> link.session().close();
            case IDLE -> harness.pass(Duration.ofSeconds(11));
            case FRAME -> drip(link);
            case BAD_BYTES -> link.peer().send("x".repeat(1001));
            case CALLBACK -> link.peer().send(asLines("throw"));
            case DRAIN -> harness.layer().drain();
            case END_IN_A_FRAME -> {
                link.peer().send("half");
                harness.run();
                link.peer().end();
            }
        }
    }

    private void drip(Link link) {
        for (int i = 0; i < 6; i++) {
            link.peer().send("a byte");
            harness.pass(Duration.ofSeconds(1));
        }
    }

    private void closesWhileSomethingWaits(Link link, Closing closing, Kind kind) {
        link.peer().takes(0);
        link.session().send("waits");
        close(link, closing);
        harness.run();
        assertEquals(State.FLUSHING, state(link));
        link.peer().takesAll();
        link.peer().end();
        harness.run();
        assertEquals(State.OVER, state(link));
        assertEquals(kind, handler.reason(link.session()).kind());
        assertEquals(asLines("waits"), link.peer().read());
    }

    private void timeOuts() {
        harness.setting("idle-timeout", "10s")
                .setting("frame-timeout", "5s")
                .setting("stall-timeout", 0)
                .setting("close-timeout", "60s");
        handler.onMessage((session, message) -> {
            throw new IllegalStateException(message);
        });
    }

    @ParameterizedTest
    @EnumSource
    void transition4ClosedInOrder(Closing closing) {
        timeOuts();
        closesWhileSomethingWaits(open(), closing, closing.kind);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLUGIN", "DRAIN"})
    void transition5ClosedInOrderAfterThePeersEnd(Closing closing) {
        timeOuts();
        // the peer has gone first, whatever the plugin says then
        Kind kind = closing == Closing.PLUGIN ? Kind.PEER_CLOSED : closing.kind;
        closesWhileSomethingWaits(halfOpen(), closing, kind);
    }

    @Test
    void transition6EverythingIsSent() {
        Link link = flushing();
        link.peer().takesAll();
        harness.run();
        assertEquals(State.LINGERING, state(link));
        assertEquals(asLines("waits"), link.peer().read());
        assertFalse(link.peer().sawClose());
    }

    @Test
    void transition7EverythingIsSentToAPeerThatHasEnded() {
        Link link = flushing();
        link.peer().end();
        harness.run();
        assertEquals(State.FLUSHING, state(link));
        link.peer().takesAll();
        harness.run();
        assertEquals(State.OVER, state(link));
        assertEquals(asLines("waits"), link.peer().read());
        assertFalse(link.peer().sawReset());
    }

    @Test
    void transition8ThePeerEndsItsStreamToo() {
        Link link = lingering();
        link.peer().send("dropped\n");
        link.peer().end();
        harness.run();
        assertEquals(State.OVER, state(link));
        assertFalse(link.peer().sawReset());
        assertEquals(List.of(), handler.messages(link.session()));
    }

    @Test
    void transition8TheCloseTimeOutIsOver() {
        harness.setting("close-timeout", "3s");
        Link link = lingering();
        harness.pass(Duration.ofMillis(2500));
        assertEquals(State.LINGERING, state(link));
        harness.pass(Duration.ofSeconds(1));
        assertEquals(State.OVER, state(link));
        assertFalse(link.peer().sawReset());
    }

    @Test
    void transition9TheCloseTimeOutIsOverBeforeEverythingIsSent() {
        harness.setting("close-timeout", "3s").setting("stall-timeout", 0);
        Link link = flushing();
        harness.pass(Duration.ofMillis(3500));
        assertEquals(State.OVER, state(link));
        assertTrue(link.peer().sawReset());
    }

    @Test
    void transition9TheLayerCuts() {
        Link link = flushing();
        harness.layer().cut();
        harness.run();
        assertEquals(State.OVER, state(link));
        assertTrue(link.peer().sawReset());
    }

    private void isAborted(Link link, Kind kind, Consumer<Link> abort) {
        link.peer().takes(0);
        abort.accept(link);
        harness.run();
        assertEquals(State.OVER, state(link));
        assertTrue(link.peer().sawReset());
        assertEquals(kind, handler.reason(link.session()).kind());
    }

    @Test
    void transition10AbortedByThePlugin() {
        isAborted(open(), Kind.PLUGIN_CLOSED, link -> link.session().abort());
        isAborted(halfOpen(), Kind.PEER_CLOSED, link -> link.session().abort());
    }

    @Test
    void transition10TheStallTimeOut() {
        harness.setting("stall-timeout", "3s");
        Consumer<Link> stall = link -> {
            link.session().send("waits");
            harness.pass(Duration.ofMillis(3500));
        };
        isAborted(open(), Kind.CONGESTED, stall);
        isAborted(halfOpen(), Kind.CONGESTED, stall);
    }

    @Test
    void transition10TheOutboundLimit() {
        harness.setting("outbound-limit", 4096).setting("outbound-policy", "close");
        Consumer<Link> flood = link -> {
            for (int i = 0; i < 100; i++) {
                link.session().send("x".repeat(500));
            }
        };
        isAborted(open(), Kind.CONGESTED, flood);
        isAborted(halfOpen(), Kind.CONGESTED, flood);
    }

    @Test
    void transition11TheConnectionBreaks() {
        for (Link link : List.of(open(), flushing(), lingering(), halfOpen())) {
            boolean wasOpen = link.session().isOpen();
            link.peer().reset();
            harness.run();
            assertEquals(State.OVER, state(link));
            assertEquals(
                    wasOpen ? Kind.CONNECTION_LOST : Kind.PLUGIN_CLOSED,
                    handler.reason(link.session()).kind());
        }
    }

    @Test
    void transition11TheConnectionBreaksBeforeItIsOpened() {
        TestConnection connection = harness.transport().open();
        connection.whenStarted(() -> connection.peer().reset());
        Session<String> session = harness.layer().attach(connection);
        assertNotNull(session);
        harness.run();
        assertEquals(List.of("opened", "closed CONNECTION_LOST"), handler.events(session));
    }

    @Test
    void nothingLeadsOutOfOver() {
        Link link = lingering();
        link.peer().end();
        harness.run();
        Link next = open(); // in the same slot
        link.session().close();
        link.session().abort();
        harness.layer().tick();
        harness.run();
        assertEquals(State.OVER, state(link));
        assertEquals(State.OPEN, state(next));
        assertEquals("closed PLUGIN_CLOSED", handler.events(link.session()).get(1));
    }

    @Test
    void everyTransitionOfTheDiagramHasATest() throws IOException {
        Path source = Path.of("src/main/java", StandardSession.class.getName().replace('.', '/') + ".java");
        TreeSet<Integer> drawn = TRANSITION
                .matcher(Files.readString(source))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<Integer> tested = Arrays.stream(getClass().getDeclaredMethods())
                .map(method -> TEST.matcher(method.getName()))
                .filter(found -> found.matches())
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(drawn, tested);
        assertTrue(drawn.size() > 10, "the diagram is not where it was: " + drawn);
    }
}
