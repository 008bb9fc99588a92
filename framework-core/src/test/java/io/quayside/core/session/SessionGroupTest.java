package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import io.quayside.core.fakes.TestPool;
import io.quayside.core.fakes.Texts;
import io.quayside.core.fakes.WrappedCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S7: sends to many. */
class SessionGroupTest {
    private final AtomicInteger encoded = new AtomicInteger();
    private final SessionHarness harness = new SessionHarness(new StandardSessionProvider())
            .codec(new WrappedCodec(Texts.lines(1000)) {
                @Override
                public void encode(String message, ByteBuffer out) {
                    encoded.incrementAndGet();
                    super.encode(message, out);
                }
            });
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
    }

    private SessionGroup<String> group(Link... links) {
        SessionGroup<String> group = harness.layer().sessions().newGroup();
        for (Link link : links) {
            assertTrue(group.add(link.session()));
        }
        return group;
    }

    private List<Link> connect(int count) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            links.add(harness.connect());
        }
        return links;
    }

    @Test
    void membersComeAndGo() {
        Link one = harness.connect();
        Link other = harness.connect();
        SessionGroup<String> group = group(one);
        assertTrue(group.contains(one.session()));
        assertFalse(group.contains(other.session()));
        assertFalse(group.add(one.session()), "in already");
        assertTrue(group.add(other.session()));
        assertEquals(2, group.size());
        Set<Long> seen = new TreeSet<>();
        group.forEach(member -> seen.add(member.id()));
        assertEquals(new TreeSet<>(List.of(one.session().id(), other.session().id())), seen);
        assertTrue(group.remove(one.session()));
        assertFalse(group.remove(one.session()));
        assertEquals(1, group.size());
    }

    @Test
    void encodesOnceWhateverTheNumberOfMembers() {
        List<Link> links = connect(30);
        SessionGroup<String> group = group(links.toArray(Link[]::new));
        assertEquals(30, group.send("to all"));
        assertEquals(1, encoded.get());
        harness.run();
        for (Link link : links) {
            assertEquals(asLines("to all"), link.peer().read());
        }
        assertEquals(30, harness.counted("messages.sent"));
        assertEquals(30, harness.pool().statistics().inUse(), "their receives, and nothing else");
    }

    @Test
    void oneMayBeLeftOut() {
        List<Link> links = connect(3);
        SessionGroup<String> group = group(links.toArray(Link[]::new));
        assertEquals(2, group.send("from you", links.get(1).session()));
        assertEquals("", links.get(1).peer().read());
        assertEquals(asLines("from you"), links.get(2).peer().read());
    }

    @Test
    void aSlowMemberDelaysNoOtherAndIsPassedOverAtItsBound() {
        harness.setting("outbound-limit", 11 * 512);
        List<Link> links = connect(3);
        Link slow = links.get(0);
        slow.peer().takes(0);
        SessionGroup<String> group = group(links.toArray(Link[]::new));
        String hundred = "x".repeat(99);
        for (int i = 0; i < 11; i++) {
            assertEquals(3, group.send(hundred));
            harness.run();
        }
        assertEquals(2, group.send("without it"));
        harness.run();
        for (Link quick : links.subList(1, 3)) {
            assertEquals(
                    asLines(hundred).repeat(11) + asLines("without it"),
                    quick.peer().read());
        }
        slow.peer().takesAll();
        harness.run();
        assertEquals(asLines(hundred).repeat(11), slow.peer().read());
        assertEquals(3, harness.pool().statistics().inUse());
    }

    @Test
    void aMemberThatClosesLeavesByItself() {
        List<Link> links = connect(2);
        SessionGroup<String> group = group(links.toArray(Link[]::new));
        links.get(0).session().close();
        assertEquals(1, group.send("to the other"));
        links.get(0).peer().end();
        harness.run();
        assertEquals(1, group.size());
        assertEquals(asLines("to the other"), links.get(1).peer().read());
    }

    @Test
    void itHasLeftItsGroupsWhenThePluginIsToldSo() {
        List<Integer> sizes = new ArrayList<>();
        Link link = harness.connect();
        SessionGroup<String> group = group(link);
        SessionGroup<String> another = group(link);
        handler.onClosed((session, reason) -> sizes.addAll(List.of(group.size(), another.size())));
        link.peer().reset();
        harness.run();
        assertEquals(List.of(0, 0), sizes);
    }

    @Test
    void whoIsClosedIsNotLetIn() {
        Link link = harness.connect();
        link.session().close();
        SessionGroup<String> group = group();
        assertFalse(group.add(link.session()));
        assertEquals(0, group.size());
        link.peer().end();
        harness.run();
        assertFalse(group.add(link.session()));
        assertEquals(0, group.size());
    }

    @Test
    void aGroupSendWithinACallbackKeepsItsPlaceAmongTheOthers() {
        Link link = harness.connect();
        SessionGroup<String> group = group(link);
        handler.onMessage((session, message) -> {
            session.send("one");
            group.send("two");
            session.send("three");
            group.send("four");
        });
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(asLines("one", "two", "three", "four"), link.peer().read());
    }

    @Test
    void everythingComesBackWhenMembersBreakWhileItIsSent() {
        List<Link> links = connect(4);
        SessionGroup<String> group = group(links.toArray(Link[]::new));
        for (Link link : links) {
            link.peer().takes(3);
        }
        group.send("one");
        group.send("two");
        links.get(0).peer().reset();
        links.get(1).session().abort();
        harness.run();
        links.get(2).peer().takesAll();
        harness.run();
        assertEquals(asLines("one", "two"), links.get(2).peer().read());
        links.get(3).peer().reset();
        harness.run();
        assertEquals(1, harness.pool().statistics().inUse(), "the receive of the one that is left");
    }

    @Test
    void thePolicyToCloseHoldsForGroupSendsToo() {
        harness.setting("outbound-limit", 2 * 4096).setting("outbound-policy", "close");
        Link slow = harness.connect();
        Link quick = harness.connect();
        slow.peer().takes(0);
        SessionGroup<String> group = group(slow, quick);
        for (int i = 0; i < 2; i++) {
            assertEquals(2, group.send("x".repeat(999)));
            harness.run();
        }
        assertEquals(1, group.send("over the limit"));
        harness.run();
        assertEquals(Kind.CONGESTED, handler.reason(slow.session()).kind());
        assertTrue(quick.session().isOpen());
    }

    @Test
    void withoutAContextNobodyIsSentTo() {
        harness.pool(new TestPool().with(2, 1024));
        Link link = harness.connect();
        SessionGroup<String> group = group(link);
        IoContext hog = harness.pool().acquire(1);
        assertEquals(0, group.send("no room"));
        hog.release();
        assertEquals(1, group.send("room"));
    }

    @Test
    void aGroupWithoutMembersSendsToNobody() {
        harness.connect();
        assertEquals(0, group().send("anybody?"));
    }

    @Test
    void aMessageThatCannotBeSentLeavesNothingBehind() {
        SessionGroup<String> group = group(harness.connect());
        assertThrows(IllegalArgumentException.class, () -> group.send("x".repeat(1001)));
        assertThrows(IllegalArgumentException.class, () -> group.send("two\nlines"));
        assertEquals(1, harness.pool().statistics().inUse());
    }

    @Test
    void sessionsOfAnotherEndpointAreNotLetIn() {
        SessionGroup<String> group = group(harness.connect());
        try (SessionHarness elsewhere = new SessionHarness(new StandardSessionProvider())) {
            Session<String> stranger = elsewhere.connect().session();
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> group.add(stranger));
            assertEquals("not a session of this endpoint: " + stranger, refused.getMessage());
        }
        assertEquals(1, group.size());
    }
}
