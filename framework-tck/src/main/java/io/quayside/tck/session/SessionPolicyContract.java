package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The other policies at the bound: S5, where the endpoint's setting is not to refuse.
 *
 * @since 0.1
 */
@Stable
public abstract class SessionPolicyContract extends SessionRules {
    /** For subclasses. */
    protected SessionPolicyContract() {}

    private static Link stuck(SessionBench bench) {
        Link link = bench.connect();
        link.peer().takes(0);
        return link;
    }

    @Test
    @Promise(
            "at the bound the oldest is dropped: every send is taken, what waits is bounded, and the latest arrive in order")
    void s5_theOldestIsDropped() {
        SessionBench bench = benchThat(SessionCapability.DROP_OLDEST);
        Link alone = stuck(bench);
        assertOldestDropped(bench, alone, text -> alone.session().send(text).taken());
        Link member = stuck(bench);
        SessionGroup<String> group = bench.layer.sessions().newGroup();
        group.add(member.session());
        assertOldestDropped(bench, member, text -> group.send(text) == 1);
    }

    private static void assertOldestDropped(SessionBench bench, Link link, Predicate<String> send) {
        long before = bench.pool.memoryOut();
        for (int i = 0; i < MANY; i++) {
            assertTrue(send.test("message " + i), "whether message " + i + " was taken");
        }
        bench.run();
        long memory = bench.pool.memoryOut() - before;
        assertTrue(memory <= AT_MOST, () -> memory + " bytes of contexts wait, with a limit of " + LIMIT);
        link.peer().takesAll();
        bench.run();
        List<String> got = link.peer().heard().lines().toList();
        assertFalse(got.isEmpty(), "the peer got nothing");
        int latest = -1;
        for (String message : got) {
            int number = Integer.parseInt(message.substring("message ".length()));
            int last = latest;
            assertTrue(number > last, () -> "message " + number + " arrived after message " + last);
            latest = number;
        }
        assertEquals(MANY - 1, latest, "the number of the message that arrived last");
        int half = got.size() / 2;
        assertEquals(
                "message " + (MANY - half), got.get(got.size() - half), "the oldest of the later half of what arrived");
        assertEquals(0, link.session().queuedBytes(), "the bytes that wait when all were taken");
    }

    @Test
    @Promise("at the bound a session is cut off, with the reason, and no other is")
    void s5_whoReachesTheBoundIsCutOff() {
        SessionBench bench = benchThat(SessionCapability.CLOSE_AT_THE_BOUND);
        Link slow = stuck(bench);
        Link other = bench.connect();
        Session<String> session = slow.session();
        int taken = 0;
        while (taken < MANY && session.send("message").taken()) {
            taken++;
        }
        bench.run();
        long bytes = (long) taken * Lines.of("message").length();
        assertTrue(bytes > 0 && bytes <= AT_MOST, () -> bytes + " bytes were taken, with a limit of " + LIMIT);
        assertFalse(session.isOpen(), "whether the session is open");
        assertTrue(slow.peer().isClosed(), "whether its connection is closed");
        assertEquals(Kind.CONGESTED, bench.diary.reason(session).kind(), "the reason");
        assertTrue(other.session().send("hello").taken(), "whether a send to another one was taken");
        bench.run();
        assertEquals(Lines.of("hello"), other.peer().heard(), "what the other peer got");
    }
}
