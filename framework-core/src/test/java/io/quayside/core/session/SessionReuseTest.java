package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import io.quayside.core.fakes.TestPool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S6: one slot, many owners. */
class SessionReuseTest {
    private static final int CYCLES = 300;

    private final SessionHarness harness = new SessionHarness(new StandardSessionProvider())
            .setting("limit", 1)
            .setting("outbound-congested", 5);
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
    }

    /** Ends a session in one of several ways, leaving something behind each time. */
    private void end(Link link, int way) {
        switch (way % 5) {
            case 0 -> link.peer().end();
            case 1 -> {
                link.peer().send("half a fra");
                harness.run();
                link.peer().reset();
            }
            case 2 -> {
                link.peer().takes(0);
                link.session().send("congesting, and never to arrive");
                link.session().abort();
            }
            case 3 -> {
                link.session().close();
                link.session().execute(() -> handler.note(link.session(), "task"));
                link.peer().end();
            }
            default -> {
                link.peer().takes(3);
                link.peer().send(asLines("waits for the relief", "this too"));
                harness.run();
                link.peer().reset();
            }
        }
        harness.run();
        assertFalse(link.session().isOpen());
    }

    @Test
    void aClosedHandleStaysClosedAndReachesNobody() {
        handler.onMessage((session, message) -> session.send("re: " + message));
        List<Session<String>> old = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        SessionGroup<String> group = harness.layer().sessions().newGroup();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Link link = harness.connect();
            assertTrue(ids.add(link.session().id()), "an id of its own");
            assertNull(link.session().attachment());
            assertEquals(0, link.session().queuedBytes());
            assertEquals(List.of("opened"), handler.events(link.session()));
            for (Session<String> each : old.subList(Math.max(0, old.size() - 5), old.size())) {
                tryEverything(each, group);
            }
            link.peer().send(asLines("hello"));
            harness.run();
            assertEquals(List.of("hello"), handler.messages(link.session()));
            assertEquals(asLines("re: hello"), link.peer().read());
            assertTrue(link.session().isOpen());
            link.session().attach("of cycle " + cycle);
            end(link, cycle);
            old.add(link.session());
        }
        assertEquals(1, harness.layer().statistics().capacity(), "one slot did for all");
        assertEquals(CYCLES, handler.sessions().size());
    }

    @Test
    void theNextOwnerBeginsAsSmallAsTheFirst() {
        harness.pool(new TestPool().with(2, 512).with(1, 4096));
        Link busy = harness.connect();
        busy.peer().send(asLines("much at once ".repeat(40)));
        busy.peer().end();
        harness.run();
        Link next = harness.connect();
        IoContext large = harness.pool().acquire(4096);
        assertNotNull(large, "nothing was received by " + next.session() + " yet");
        large.release();
    }

    private void tryEverything(Session<String> closed, SessionGroup<String> group) {
        int eventsBefore = handler.events(closed).size();
        assertFalse(closed.isOpen());
        assertEquals(SendResult.CLOSED, closed.send("to the next owner?"));
        closed.close();
        closed.close("again");
        closed.abort();
        assertFalse(closed.execute(() -> {}));
        assertFalse(closed.offload(() -> {}));
        assertFalse(group.add(closed));
        assertEquals(0, group.send("to the next owner?"));
        assertNull(harness.layer().sessions().find(closed.id()));
        harness.run();
        assertEquals(eventsBefore, handler.events(closed).size());
    }
}
