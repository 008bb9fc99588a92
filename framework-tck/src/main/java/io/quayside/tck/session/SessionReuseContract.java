package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is left of a session whose slot is used again: S6.
 *
 * @since 0.1
 */
@Stable
public abstract class SessionReuseContract extends SessionRules {
    /** For subclasses. */
    protected SessionReuseContract() {}

    private static Link closed(SessionBench bench) {
        Link link = bench.connect();
        link.peer().says("a beginning");
        bench.run();
        link.peer().resets();
        bench.run();
        return link;
    }

    @Test
    @Promise("an old handle stays closed, and nothing done with it reaches the slot's next owner")
    void s6_anOldHandleReachesNobody() {
        SessionBench bench = benchFor(1);
        Link old = closed(bench);
        Link next = bench.connect();
        Session<String> handle = old.session();
        SessionGroup<String> group = bench.layer.sessions().newGroup();
        assertFalse(handle.isOpen(), "whether the old session is open");
        assertEquals(SendResult.CLOSED, handle.send("to nobody"), "what a send to it told");
        assertFalse(handle.execute(() -> {}), "whether a task for it was taken");
        assertFalse(handle.offload(() -> {}), "whether work for it was taken");
        assertFalse(group.add(handle), "whether it could join a group");
        assertEquals(0, group.send("to nobody"), "how many a message to the group was queued for");
        handle.attach("of the old one");
        handle.established();
        handle.close();
        handle.abort();
        next.peer().says("hello");
        bench.run();
        assertTrue(next.session().isOpen(), "whether the next session is open");
        assertEquals(List.of("opened", "hello"), bench.diary.of(next.session()), "what the next session was told");
        assertEquals("", next.peer().heard(), "what the next peer got");
        assertNull(next.session().attachment(), "the attachment of the next session");
    }

    @Test
    @Promise("bytes of a message that its peer didn't finish don't reach the slot's next owner")
    void s6_anUnfinishedMessageReachesNobody() {
        SessionBench bench = benchFor(1);
        Link old = bench.connect();
        old.peer().saysPart("an unfinished ");
        bench.run();
        old.peer().resets();
        bench.run();
        Link next = bench.connect();
        next.peer().says("hello");
        bench.run();
        assertEquals(List.of("opened", "hello"), bench.diary.of(next.session()), "what the next session was told");
    }

    @Test
    @Promise("ids are never used again, and find only sessions that are open")
    void s6_idsAreNeverUsedAgain() {
        SessionBench bench = benchFor(2);
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Link link = bench.connect();
            long id = link.session().id();
            assertTrue(ids.add(id), () -> "the id " + id + " was used before");
            assertSame(link.session(), bench.layer.sessions().find(id), "what the id of an open session finds");
            link.peer().resets();
            bench.run();
            assertNull(bench.layer.sessions().find(id), "what the id of a closed session finds");
        }
    }

    @Test
    @Promise(
            "a connection that finds no slot free is left as it is, and one that comes when a slot is free again is served")
    void s6_whoFindsNoSlotFreeIsLeftAlone() {
        SessionBench bench = benchFor(1);
        Link first = bench.connect();
        Wire wire = bench.transport.open();
        assertNull(bench.layer.attach(wire), "what attaching gave with no slot free");
        assertFalse(wire.isStarted() || wire.isClosed(), "whether the connection was touched");
        first.peer().resets();
        bench.run();
        Session<String> second = bench.layer.attach(wire);
        bench.run();
        assertTrue(second != null && bench.diary.of(second).equals(List.of("opened")), "whether it was served then");
    }
}
