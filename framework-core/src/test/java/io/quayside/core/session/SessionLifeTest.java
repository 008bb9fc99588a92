package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S2, S3, G3: a session from its opening to its end. */
class SessionLifeTest {
    private final SessionHarness harness = new SessionHarness(new StandardSessionProvider());
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
    }

    @Test
    void openedThenMessagesThenClosed() {
        Link link = harness.connect();
        link.peer().send(asLines("one"));
        link.peer().send(asLines("two", "three"));
        link.peer().end();
        harness.run();
        assertEquals(
                List.of("opened", "message one", "message two", "message three", "end of stream", "closed PEER_CLOSED"),
                handler.events(link.session()));
        assertTrue(link.peer().sawClose());
        assertFalse(link.peer().sawReset());
        harness.assertAtRest();
    }

    @Test
    void whatTheSessionTellsOfItself() {
        Link link = harness.connect();
        Session<String> session = link.session();
        assertTrue(session.isOpen());
        assertEquals(0, session.queuedBytes());
        assertNull(session.attachment());
        session.attach("mine");
        assertEquals("mine", session.attachment());
        assertEquals("session " + session.id() + " of test with " + session.remoteAddress(), session.toString());
        link.peer().end();
        harness.run();
        assertFalse(session.isOpen());
        assertEquals("mine", session.attachment(), "after the end as well");
        assertNotNull(session.remoteAddress());
        assertNotNull(session.localAddress());
    }

    @Test
    void isCountedAndFoundWhileItIsOpen() {
        Link one = harness.connect();
        Link other = harness.connect();
        assertEquals(2, harness.layer().sessions().count());
        assertSame(one.session(), harness.layer().sessions().find(one.session().id()));
        assertNotEquals(one.session().id(), other.session().id());
        one.session().close();
        assertNull(harness.layer().sessions().find(one.session().id()), "closing is not open");
        assertEquals(2, harness.layer().sessions().count());
        one.peer().end();
        harness.run();
        assertEquals(1, harness.layer().sessions().count());
        assertEquals(2, harness.counted("sessions.opened"));
        assertEquals(1, harness.counted("sessions.closed"));
    }

    @Test
    void nobodyIsFoundUnderIdsThatNobodyHas() {
        Link link = harness.connect();
        for (long id : new long[] {
            0, -1, Long.MAX_VALUE, link.session().id() + 1, link.session().id() + (1L << 24)
        }) {
            assertNull(harness.layer().sessions().find(id), "id " + id);
        }
    }

    @Test
    void idsAreUniqueAcrossTheLayersOfAServer() {
        Link here = harness.connect();
        try (SessionHarness another = new SessionHarness(new StandardSessionProvider())) {
            assertNotEquals(here.session().id(), another.connect().session().id());
        }
    }

    @Test
    void noneIsFreeBeyondTheLimitUntilOneEnds() {
        harness.setting("limit", 2);
        Link one = harness.connect();
        harness.connect();
        TestConnection third = harness.transport().open();
        assertNull(harness.layer().attach(third));
        one.peer().end();
        harness.run();
        assertNotNull(harness.layer().attach(third), "it was left untouched");
        harness.run();
        assertEquals(2, harness.layer().sessions().count());
    }

    // ---- who closes, and what that counts as

    @Test
    void closedByThePlugin() {
        Link link = harness.connect();
        link.session().close("enough");
        assertFalse(link.session().isOpen());
        harness.run();
        link.peer().end();
        harness.run();
        assertEquals(new CloseReason(Kind.PLUGIN_CLOSED, "enough", null), handler.reason(link.session()));
    }

    @Test
    void theFirstReasonStays() {
        Link link = harness.connect();
        link.session().close("first");
        link.session().close("second");
        link.session().abort();
        harness.run();
        assertEquals("first", handler.reason(link.session()).detail());
        assertEquals(List.of("opened", "closed PLUGIN_CLOSED"), handler.events(link.session()));
    }

    @Test
    void aborted() {
        Link link = harness.connect();
        link.peer().takes(0);
        link.session().send("never to arrive");
        link.session().abort();
        harness.run();
        assertTrue(link.peer().sawReset());
        assertEquals(Kind.PLUGIN_CLOSED, handler.reason(link.session()).kind());
        assertEquals(0, link.session().queuedBytes());
    }

    @Test
    void brokenByTheNetwork() {
        Link link = harness.connect();
        link.peer().reset();
        harness.run();
        CloseReason reason = handler.reason(link.session());
        assertEquals(Kind.CONNECTION_LOST, reason.kind());
        assertNotNull(reason.cause());
        assertEquals("Connection reset by peer", reason.cause().getMessage());
    }

    @Test
    void goneBeforeItWasStarted() {
        TestConnection connection = harness.transport().open();
        connection.peer().reset();
        Session<String> session = harness.layer().attach(connection);
        assertNotNull(session);
        harness.run();
        assertEquals(List.of("opened", "closed CONNECTION_LOST"), handler.events(session));
    }

    @Test
    void whatCameBeforeTheConnectionBrokeIsHandledFirst() {
        Link link = harness.connect();
        link.peer().send(asLines("one", "two"));
        link.peer().reset();
        harness.run();
        assertEquals(
                List.of("opened", "message one", "message two", "closed CONNECTION_LOST"),
                handler.events(link.session()));
    }

    // ---- from within callbacks

    private static final List<String> CALLBACKS = List.of("opened", "message", "writable", "idle", "end of stream");

    private Map<String, Runnable> on(Consumer<Session<String>> action) {
        Map<String, Runnable> callbacks = new TreeMap<>();
        callbacks.put("opened", () -> handler.onOpened(action));
        callbacks.put("message", () -> handler.onMessage((session, message) -> action.accept(session)));
        callbacks.put("writable", () -> handler.onWritable(action));
        callbacks.put("idle", () -> handler.onIdle(action));
        callbacks.put("end of stream", () -> handler.onEndOfStream(action));
        callbacks.put("closed", () -> handler.onClosed((session, reason) -> action.accept(session)));
        return callbacks;
    }

    @BeforeEach
    void letEveryCallbackBeCalled() {
        harness.setting("idle-timeout", "1s").setting("outbound-congested", 3).setting("stall-timeout", 0);
        handler.onIdle(session -> {});
    }

    /** Has every callback of a session called, whatever becomes of it. */
    private Link callEverything() {
        Link link = harness.connect();
        link.peer().takes(0);
        link.session().send("congested");
        harness.run();
        link.peer().takesAll();
        harness.run();
        link.peer().send(asLines("one"));
        harness.run();
        harness.pass(Duration.ofSeconds(2));
        if (!link.peer().sawClose()) {
            link.peer().end();
        }
        harness.run();
        return link;
    }

    @ParameterizedTest
    @ValueSource(strings = {"opened", "message", "writable", "idle", "end of stream", "closed"})
    void closingWithinACallback(String callback) {
        on(session -> {
                    session.close("in " + callback);
                    assertFalse(session.isOpen());
                    assertEquals(SendResult.CLOSED, session.send("late"));
                })
                .get(callback)
                .run();
        Link link = callEverything();
        List<String> events = handler.events(link.session());
        assertTrue(events.stream().anyMatch(event -> event.startsWith(callback)), events::toString);
        if (CALLBACKS.contains(callback)) {
            assertEquals("in " + callback, handler.reason(link.session()).detail());
        }
        harness.assertAtRest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opened", "message", "writable", "idle", "end of stream"})
    void abortingWithinACallback(String callback) {
        on(session -> {
                    session.send("dropped or not");
                    session.abort();
                })
                .get(callback)
                .run();
        Link link = callEverything();
        assertTrue(link.peer().sawReset());
        harness.assertAtRest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opened", "message", "writable", "idle", "end of stream", "closed"})
    void aCallbackThatThrowsClosesItsSessionAndNoOther(String callback) {
        Link bystander = harness.connect();
        RuntimeException bug = new RuntimeException("a bug in " + callback);
        on(session -> {
                    if (session != bystander.session()) {
                        throw bug;
                    }
                })
                .get(callback)
                .run();
        Link link = callEverything();
        if (callback.equals("closed")) {
            assertEquals(Kind.PEER_CLOSED, handler.reason(link.session()).kind());
        } else {
            CloseReason reason = handler.reason(link.session());
            String method = callback.equals("end of stream") ? "endOfStream" : callback;
            assertEquals(new CloseReason(Kind.PLUGIN_ERROR, "the plugin's " + method + " threw", bug), reason);
        }
        assertTrue(bystander.session().isOpen());
        bystander.peer().send(asLines("still here"));
        harness.run();
        assertEquals(List.of("still here"), handler.messages(bystander.session()));
    }

    @Test
    void noMessageComesAfterTheClose() {
        handler.onMessage((session, message) -> session.close());
        Link link = harness.connect();
        link.peer().send(asLines("one", "two", "three"));
        link.peer().send(asLines("four"));
        harness.run();
        link.peer().end();
        harness.run();
        assertEquals(List.of("one"), handler.messages(link.session()));
    }

    // ---- before it is opened

    @Test
    void nothingIsCalledBeforeOpenedThoughOthersSeeTheSessionAlready() {
        TestConnection connection = harness.transport().open();
        harness.transport().completesInline();
        connection.whenStarted(() -> harness.layer().sessions().forEach(session -> {
            session.execute(() -> handler.note(session, "task"));
            session.offload(() -> handler.note(session, "offloaded"));
            session.send("congesting, and sent at once");
        }));
        Session<String> session = harness.layer().attach(connection);
        assertNotNull(session);
        harness.runAll();
        assertEquals("opened", handler.events(session).get(0));
        assertEquals(
                List.of("offloaded", "opened", "task", "writable"),
                handler.events(session).stream().sorted().toList());
    }

    @Test
    void closedBeforeItIsOpened() {
        TestConnection connection = harness.transport().open();
        connection.whenStarted(() -> harness.layer().sessions().forEach(Session::close));
        Session<String> session = harness.layer().attach(connection);
        assertNotNull(session);
        harness.run();
        connection.peer().end();
        harness.run();
        assertEquals(List.of("opened", "closed PLUGIN_CLOSED"), handler.events(session));
    }
}
