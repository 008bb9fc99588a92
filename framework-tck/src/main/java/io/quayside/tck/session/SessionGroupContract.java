package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.session.SessionGroup;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Messages to many: S7.
 *
 * @since 0.1
 */
@Stable
public abstract class SessionGroupContract extends SessionRules {
    private static final int MEMBERS = 4;

    private final List<Link> members = new ArrayList<>();

    /** For subclasses. */
    protected SessionGroupContract() {}

    private SessionGroup<String> group() {
        SessionGroup<String> group = bench().layer.sessions().newGroup();
        for (int i = 0; i < MEMBERS; i++) {
            Link link = bench().connect();
            assertTrue(group.add(link.session()), "whether a session could join");
            members.add(link);
        }
        return group;
    }

    @Test
    @Promise("a message to a group is encoded once, and every member gets it")
    void s7_aMessageIsEncodedOnce() {
        SessionGroup<String> group = group();
        int before = bench().lines.encoded();
        assertEquals(MEMBERS, group.send("to all"), "how many it was queued for");
        bench().run();
        assertEquals(1, bench().lines.encoded() - before, "how often it was encoded");
        for (Link member : members) {
            assertEquals(Lines.of("to all"), member.peer().heard(), "what a member got");
        }
    }

    @Test
    @Promise("a member that takes nothing is passed over at its bound, and delays no other")
    void s7_aSlowMemberDelaysNoOther() {
        SessionGroup<String> group = group();
        members.get(0).peer().takes(0);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            assertTrue(group.send("message " + i) >= MEMBERS - 1, "whether it was queued for the others");
            all.append(Lines.of("message " + i));
            bench().run();
            for (Link other : members.subList(1, MEMBERS)) {
                assertEquals(all.length(), other.peer().heard().length(), "bytes that another member has got");
            }
        }
        assertEquals(MEMBERS - 1, group.send("one more"), "how many it was queued for");
    }

    @Test
    @Promise("a message for all but one isn't sent to that one")
    void s7_theExceptedIsPassedOver() {
        SessionGroup<String> group = group();
        assertEquals(MEMBERS - 1, group.send("hello", members.get(1).session()), "how many it was queued for");
        bench().run();
        for (int i = 0; i < MEMBERS; i++) {
            String expected = i == 1 ? "" : Lines.of("hello");
            assertEquals(expected, members.get(i).peer().heard(), "what a member got");
        }
    }

    @Test
    @Promise("who closes leaves the group, and who joins twice is in once")
    void s7_whoClosesLeavesTheGroup() {
        SessionGroup<String> group = group();
        Link leaver = members.get(0);
        assertFalse(group.add(leaver.session()), "whether a member could join again");
        leaver.peer().resets();
        bench().run();
        assertFalse(group.contains(leaver.session()), "whether it is in");
        assertFalse(group.add(leaver.session()), "whether it could join again");
        assertEquals(MEMBERS - 1, group.size(), "how many are in");
        assertTrue(group.remove(members.get(1).session()), "whether a member could be removed");
        assertEquals(MEMBERS - 2, group.send("to who is left"), "how many a message was queued for");
    }

    @Test
    @Promise("what one thread sends to a group and to a member arrives in that order")
    void s4_s7_groupMessagesKeepTheirPlace() {
        SessionGroup<String> group = group();
        bench().diary.onMessage = (session, message) -> {
            session.send("before");
            group.send("to all");
            session.send("after");
        };
        members.get(2).peer().says("go");
        bench().run();
        assertEquals(
                Lines.of("before", "to all", "after"), members.get(2).peer().heard(), "what the member got");
    }
}
