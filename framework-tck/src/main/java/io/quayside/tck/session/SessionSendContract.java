package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What send tells, and how what it takes arrives: S3 and S4.
 *
 * @since 0.1
 */
@Stable
public abstract class SessionSendContract extends SessionRules {
    private static final int SENDERS = 3;

    /** For subclasses. */
    protected SessionSendContract() {}

    private static Link stuck(SessionBench bench) {
        Link link = bench.connect();
        link.peer().takes(0);
        return link;
    }

    /** Sends numbered messages until one isn't answered so; gives those that were. */
    private static List<String> sendWhile(Session<String> session, SendResult expected) {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            SendResult result = session.send("message " + i);
            if (result != expected) {
                return sent;
            }
            sent.add("message " + i);
        }
        throw new AssertionError("each of " + MANY + " sends to a peer that takes nothing told " + expected);
    }

    @Test
    @Promise("send doesn't block, though the peer takes nothing and all that may wait for it waits")
    void s3_sendDoesNotBlock() throws InterruptedException {
        Link link = stuck(bench());
        Together.run(1, patience(), number -> {
            for (int i = 0; i < MANY; i++) {
                SendResult unused = link.session().send("message " + i);
            }
        });
    }

    @Test
    @Promise(
            "with more than the mark waiting a send tells of congestion, and when half of it waits writable is called, once")
    void s3_congestedAndThenWritable() {
        Link link = stuck(bench());
        Session<String> session = link.session();
        long[] left = {-1};
        bench().diary.onWritable = mine -> left[0] = mine.queuedBytes();
        int queued = sendWhile(session, SendResult.QUEUED).size();
        long mark = session.queuedBytes();
        bench().run();
        assertTrue(queued > 0, "the first send told of congestion");
        assertFalse(bench().diary.of(session).contains("writable"), "writable was called while nothing was taken");
        link.peer().takesAll();
        bench().run();
        assertEquals(List.of("opened", "writable"), bench().diary.of(session), "what the session was told");
        assertTrue(
                left[0] <= mark / 2,
                () -> left[0] + " bytes waited when writable was called, and " + mark
                        + " when a send told of congestion");
        assertEquals(SendResult.QUEUED, session.send("one more"), "what the next send told");
    }

    @Test
    @Promise("at the limit a send is refused, and the peer gets what was taken and nothing of what was refused")
    void s3_atTheLimitASendIsRefused() {
        Link link = stuck(bench());
        List<String> taken = new ArrayList<>();
        SendResult last = SendResult.QUEUED;
        for (int i = 0; i < MANY && last.taken(); i++) {
            last = link.session().send("message " + i);
            if (last.taken()) {
                taken.add("message " + i);
            }
        }
        assertEquals(SendResult.REFUSED, last, "what the last send told");
        assertTrue(link.session().isOpen(), "whether the session is open");
        link.peer().takesAll();
        bench().run();
        assertEquals(Lines.of(taken.toArray(String[]::new)), link.peer().heard(), "what the peer got");
        assertEquals(SendResult.QUEUED, link.session().send("one more"), "what a send told when all was taken");
    }

    @Test
    @Promise("a session that is closing or closed takes nothing, and says so")
    void s3_aClosedSessionTakesNothing() {
        List<SendResult> told = new ArrayList<>();
        bench().diary.onClosed = session -> told.add(session.send("in closed"));
        Link link = bench().connect();
        link.session().close();
        told.add(link.session().send("after close"));
        bench().run();
        link.peer().ends();
        bench().run();
        told.add(link.session().send("after closed"));
        assertEquals(List.of(SendResult.CLOSED, SendResult.CLOSED, SendResult.CLOSED), told, "what the sends told");
        assertFalse(link.session().isOpen(), "whether the session is open");
        assertEquals("", link.peer().heard(), "what the peer got");
    }

    @Test
    @Promise("with no context to be had a send is refused, throws nothing, and is taken when there are some again")
    void s3_withoutContextsASendIsRefused() {
        Link link = bench().connect();
        List<IoContext> all = new ArrayList<>();
        for (IoContext each = bench().pool.acquire(0);
                each != null;
                each = bench().pool.acquire(0)) {
            all.add(each);
        }
        SendResult without = link.session().send("without");
        all.forEach(IoContext::release);
        assertEquals(SendResult.REFUSED, without, "what a send told without contexts");
        assertEquals(SendResult.QUEUED, link.session().send("with"), "what a send told with contexts");
        bench().run();
        assertEquals(Lines.of("with"), link.peer().heard(), "what the peer got");
    }

    @Test
    @Promise("a message that is larger than the codec allows is an error of the sender's, and the session goes on")
    void s3_tooLargeAMessageIsTheSendersError() {
        Link link = bench().connect();
        String tooLarge = "x".repeat(Lines.LARGEST + 1);
        assertThrows(
                IllegalArgumentException.class, () -> link.session().send(tooLarge), "what is thrown by sending it");
        assertEquals(SendResult.QUEUED, link.session().send("fits"), "what the next send told");
        bench().run();
        assertEquals(Lines.of("fits"), link.peer().heard(), "what the peer got");
    }

    @Test
    @Promise(
            "what is sent within callbacks, by tasks and from elsewhere arrives in order and whole, however slowly it is taken")
    void s4_whatIsSentArrivesInOrderAndWhole() {
        StringBuilder expected = new StringBuilder();
        Link link = stuck(bench());
        Session<String> session = link.session();
        bench().diary.onMessage = (mine, message) -> {
            for (int i = 0; i < 5; i++) {
                String text = message + " echoed " + i + "x".repeat(i * 100);
                assertTrue(mine.send(text).taken(), "whether it was taken");
                expected.append(Lines.of(text));
            }
        };
        for (int round = 0; round < 3; round++) {
            String text = "from elsewhere " + round;
            assertTrue(session.send(text).taken(), "whether it was taken");
            expected.append(Lines.of(text));
            link.peer().says("message " + round);
            bench().run();
        }
        for (int i = 0; i < expected.length(); i += 7) {
            link.peer().takes(7);
            bench().run();
        }
        assertEquals(expected.toString(), link.peer().heard(), "what the peer got");
    }

    @Test
    @Promise("of several threads that send at once, what each sends arrives in its order, and whole")
    void s4_ofSeveralThreadsEachOnesOrderIsKept() throws InterruptedException {
        SessionBench bench = benchOnThreads();
        Link link = stuck(bench);
        List<List<String>> taken = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Together.run(SENDERS, patience(), number -> {
            for (int i = 0; i < MANY; i++) {
                String text = number + " says " + i;
                if (link.session().send(text).taken()) {
                    taken.get(number).add(text);
                }
                if (i == 5) {
                    link.peer().takesAll();
                }
            }
        });
        bench.until("everything is sent", () -> link.session().queuedBytes() == 0);
        List<String> arrived = link.peer().heard().lines().toList();
        for (int number = 0; number < SENDERS; number++) {
            String start = number + " says ";
            assertEquals(
                    taken.get(number),
                    arrived.stream().filter(text -> text.startsWith(start)).toList(),
                    "what arrived of one thread");
        }
        assertEquals(taken.stream().mapToInt(List::size).sum(), arrived.size(), "how many messages arrived in all");
    }

    @Test
    @Promise("what was taken before a close is sent before the stream ends")
    void s4_whatWasTakenBeforeTheCloseIsSent() {
        Link link = stuck(bench());
        List<String> sent = sendWhile(link.session(), SendResult.QUEUED);
        sent.add("message " + sent.size()); // which told of congestion, and was taken
        link.session().close();
        bench().run();
        assertFalse(link.peer().isClosed(), "whether the connection was closed before it was sent");
        link.peer().takesAll();
        bench().run();
        assertEquals(Lines.of(sent.toArray(String[]::new)), link.peer().heard(), "what the peer got");
        assertTrue(link.peer().sawEnd() || link.peer().isClosed(), "whether the stream ended then");
    }
}
