package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.session.SessionGroup;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * What may wait for one peer: S5.
 *
 * @since 0.1
 */
@Stable
public abstract class SessionBoundContract extends SessionRules {
    private static final String SMALL = "abc";
    private static final String LARGE = "x".repeat(Lines.LARGEST);

    /** For subclasses. */
    protected SessionBoundContract() {}

    private Link stuck() {
        Link link = bench().connect();
        link.peer().takes(0);
        return link;
    }

    /** Sends until it isn't taken, and asserts that memory and bytes stayed within the bound. */
    private void assertBounded(Link link, int size, BooleanSupplier send) {
        long before = bench().pool.memoryOut();
        int taken = 0;
        while (taken < MANY && send.getAsBoolean()) {
            taken++;
        }
        long bytes = (long) taken * (size + 1);
        long memory = bench().pool.memoryOut() - before;
        assertTrue(
                bytes <= AT_MOST,
                () -> bytes + " bytes were taken for a peer that takes nothing, with a limit of " + LIMIT);
        assertTrue(
                memory <= AT_MOST,
                () -> memory + " bytes of contexts wait for a peer that takes nothing, with a" + " limit of " + LIMIT);
        assertTrue(taken > 0, "nothing at all was taken");
        assertEquals(bytes, link.session().queuedBytes(), "the bytes that wait, as the session tells them");
        link.peer().takesAll();
        bench().run();
        assertEquals(0, link.session().queuedBytes(), "the bytes that wait when all were taken");
        assertEquals(bytes, link.peer().heard().length(), "the bytes that the peer got");
    }

    @Test
    @Promise("small messages are bounded by the memory that they keep")
    void s5_smallMessagesAreBounded() {
        Link link = stuck();
        assertBounded(link, SMALL.length(), () -> link.session().send(SMALL).taken());
    }

    @Test
    @Promise("large messages are bounded")
    void s5_largeMessagesAreBounded() {
        Link link = stuck();
        assertBounded(link, LARGE.length(), () -> link.session().send(LARGE).taken());
    }

    @Test
    @Promise("messages to a group are bounded for each member")
    void s5_messagesToAGroupAreBounded() {
        for (String message : new String[] {SMALL, LARGE}) {
            Link link = stuck();
            SessionGroup<String> group = bench().layer.sessions().newGroup();
            group.add(link.session());
            assertBounded(link, message.length(), () -> group.send(message) == 1);
        }
    }

    @Test
    @Promise("what is sent within one callback is bounded, before any of it is posted")
    void s5_whatIsSentWithinACallbackIsBounded() {
        for (String message : new String[] {SMALL, LARGE}) {
            Link link = stuck();
            int[] taken = new int[1];
            bench().diary.onMessage = (session, request) -> {
                while (taken[0] < 100 * MANY && session.send(message).taken()) {
                    taken[0]++;
                }
            };
            link.peer().says("go");
            bench().run();
            int bytes = taken[0] * (message.length() + 1);
            assertTrue(bytes <= AT_MOST, () -> bytes + " bytes were taken within a callback, with a limit of " + LIMIT);
            assertTrue(bytes > 0, "nothing at all was taken");
        }
    }

    @Test
    @Promise("a peer that takes nothing leaves the others their share")
    void s5_onePeersBoundIsNotAnothers() {
        Link slow = stuck();
        while (slow.session().send(SMALL).taken()) {
            assertTrue(slow.session().queuedBytes() <= AT_MOST, "the bound");
        }
        Link other = bench().connect();
        assertTrue(other.session().send(SMALL).taken(), "whether a send to another peer was taken");
        bench().run();
        assertEquals(Lines.of(SMALL), other.peer().heard(), "what the other peer got");
    }
}
