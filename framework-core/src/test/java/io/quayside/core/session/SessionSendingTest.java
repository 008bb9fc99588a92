package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import io.quayside.core.fakes.TestPool;
import io.quayside.core.fakes.Texts;
import io.quayside.core.fakes.WrappedCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S3, S4, S5: from messages to posted bytes. */
class SessionSendingTest {
    private final SessionHarness harness = new SessionHarness(new StandardSessionProvider());
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
    }

    private static String[] texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text " + i).toArray(String[]::new);
    }

    // ---- batches

    @Test
    void whatOneCallbackSendsSharesAContext() {
        handler.onMessage((session, message) -> {
            for (String text : texts(5)) {
                assertEquals(SendResult.QUEUED, session.send(text));
            }
        });
        Link link = harness.connect();
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(asLines(texts(5)), link.peer().read());
        assertEquals(List.of(1), link.peer().batches());
        assertEquals(5, harness.counted("messages.sent"));
        assertEquals(asLines(texts(5)).length(), harness.counted("bytes.sent"));
    }

    @Test
    void theAnswersToABatchOfMessagesGoTogether() {
        handler.onMessage((session, message) -> session.send("re: " + message));
        Link link = harness.connect();
        link.peer().send(asLines("one", "two", "three"));
        harness.run();
        assertEquals(asLines("re: one", "re: two", "re: three"), link.peer().read());
        assertEquals(List.of(1), link.peer().batches());
    }

    @Test
    void aBatchLargerThanAContextIsPostedAsSeveralTogether() {
        String[] texts =
                IntStream.range(0, 8).mapToObj(i -> i + "x".repeat(400)).toArray(String[]::new);
        handler.onMessage((session, message) -> {
            for (String text : texts) {
                session.send(text);
            }
        });
        Link link = harness.connect();
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(asLines(texts), link.peer().read());
        assertEquals(1, link.peer().batches().size());
    }

    @Test
    void aBatchOfMoreContextsThanFitOnePostArrivesInOrder() {
        harness.pool(new TestPool().with(100, 32)).codec(Texts.lines(25));
        String[] texts =
                IntStream.range(100, 160).mapToObj(i -> i + "x".repeat(20)).toArray(String[]::new);
        handler.onMessage((session, message) -> {
            for (String text : texts) {
                session.send(text);
            }
        });
        Link link = harness.connect();
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(asLines(texts), link.peer().read());
    }

    @Test
    void sendsFromOutsideGoAtOnce() {
        Link link = harness.connect();
        assertEquals(SendResult.QUEUED, link.session().send("unasked"));
        assertEquals(asLines("unasked"), link.peer().read());
        assertEquals(8, link.session().queuedBytes(), "until its completion");
        harness.run();
        assertEquals(0, link.session().queuedBytes());
    }

    @Test
    void whatABatchSendsToAnotherSessionIsPostedTogether() {
        Link other = harness.connect();
        List<String> readWithin = new ArrayList<>();
        handler.onMessage((session, message) -> {
            other.session().send(message);
            readWithin.add(other.peer().read());
        });
        Link link = harness.connect();
        link.peer().send(asLines("one", "two", "three"));
        harness.run();
        assertEquals(List.of("", "", ""), readWithin, "before the batch ends");
        assertEquals(asLines("one", "two", "three"), other.peer().read());
        assertEquals(List.of(3), other.peer().batches());
    }

    @Test
    void whatOthersSendToASessionThatIsHeldKeepsItsPlace() {
        Link other = harness.connect();
        handler.onMessage((session, message) -> {
            other.session().send(message + " 1");
            outside(() -> other.session().send("from outside"));
            other.session().send(message + " 2");
        });
        Link link = harness.connect();
        link.peer().send(asLines("text"));
        harness.run();
        assertEquals(asLines("text 1", "from outside", "text 2"), other.peer().read());
    }

    private static void outside(Runnable sender) {
        Thread thread = new Thread(sender);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSessionThatIsClosedWhileItIsHeldDropsWhatItWasSent() {
        Link other = harness.connect();
        handler.onMessage((session, message) -> {
            other.session().send(message);
            other.session().abort();
            assertEquals(SendResult.CLOSED, other.session().send(message));
        });
        Link link = harness.connect();
        link.peer().send(asLines("text"));
        harness.run();
        assertEquals("", other.peer().read());
        assertEquals(0, other.session().queuedBytes());
    }

    @Test
    void aSessionThatClosesInOrderWhileItIsHeldIsSentEverything() {
        Link other = harness.connect();
        handler.onMessage((session, message) -> {
            other.session().send(message);
            other.session().close();
        });
        Link link = harness.connect();
        link.peer().send(asLines("text"));
        harness.run();
        assertEquals(asLines("text"), other.peer().read());
        assertTrue(other.peer().sawEnd());
    }

    @Test
    void whatACallbackThatThrowsHasSentToOthersIsPosted() {
        Link other = harness.connect();
        handler.onMessage((session, message) -> {
            other.session().send(message);
            throw new IllegalStateException("thrown on purpose");
        });
        Link link = harness.connect();
        link.peer().send(asLines("text"));
        harness.run();
        assertEquals(asLines("text"), other.peer().read());
    }

    @Test
    void moreThanIsHeldAtATimeArrivesInOrder() {
        harness.setting("outbound-limit", "1g").setting("outbound-congested", "1g");
        harness.pool(new TestPool().with(12_000, 16));
        harness.codec(Texts.lines(16));
        Link other = harness.connect();
        int many = 11_000;
        handler.onMessage((session, message) -> {
            for (int i = 0; i < many; i++) {
                other.session().send(String.valueOf(i));
            }
        });
        Link link = harness.connect();
        link.peer().send(asLines("go"));
        harness.run();
        String[] texts = IntStream.range(0, many).mapToObj(String::valueOf).toArray(String[]::new);
        assertEquals(asLines(texts), other.peer().read());
        assertEquals(10_000, other.peer().batches().get(0));
    }

    @Test
    void whatOpenedAndTasksSendIsPostedToo() {
        handler.onOpened(session -> session.send("welcome"));
        Link link = harness.connect();
        assertEquals(asLines("welcome"), link.peer().read());
        link.session().execute(() -> link.session().send("from a task"));
        harness.run();
        assertEquals(asLines("from a task"), link.peer().read());
    }

    @Test
    void whatIsSentBeforeTheCloseIsSent() {
        handler.onMessage((session, message) -> {
            session.send("goodbye");
            session.close();
            assertEquals(SendResult.CLOSED, session.send("too late"));
        });
        Link link = harness.connect();
        link.peer().send(asLines("quit"));
        harness.run();
        assertEquals(asLines("goodbye"), link.peer().read());
        assertTrue(link.peer().sawEnd());
    }

    @Test
    void aStrandRunWithoutWorkersKeepsTheOrderOfTheBatch() {
        Link other = harness.connect();
        handler.onMessage((session, message) -> {
            session.send("first");
            harness.transport().refusesTasks();
            other.session().execute(() -> handler.note(other.session(), "ran all the same"));
            session.send("second");
        });
        Link link = harness.connect();
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(asLines("first", "second"), link.peer().read());
        assertEquals(List.of("opened", "ran all the same"), handler.events(other.session()));
    }

    // ---- bounds

    @Test
    void aPeerThatReadsTooSlowlyIsToldOfStepByStep() {
        harness.setting("outbound-limit", 11 * 512).setting("outbound-congested", 5 * 512);
        Link link = harness.connect();
        link.peer().takes(0);
        String hundred = "x".repeat(99);
        for (int i = 0; i < 5; i++) {
            assertEquals(SendResult.QUEUED, link.session().send(hundred));
        }
        for (int i = 0; i < 6; i++) {
            assertEquals(SendResult.CONGESTED, link.session().send(hundred));
        }
        assertEquals(1100, link.session().queuedBytes());
        assertEquals(SendResult.REFUSED, link.session().send(hundred));
        assertEquals(1, harness.counted("sends.refused"));
        link.peer().takesAll();
        harness.run();
        assertEquals(asLines(hundred).repeat(11), link.peer().read());
        assertEquals(List.of("opened", "writable"), handler.events(link.session()));
        assertEquals(SendResult.QUEUED, link.session().send(hundred));
    }

    /** What counts is the memory: a few bytes keep a whole context, and contexts are what everybody shares (S5). */
    @Test
    void tinyMessagesToASlowPeerTakeNoMoreMemoryThanTheLimit() {
        harness.setting("outbound-limit", 8 * 512);
        Link link = harness.connect();
        link.peer().takes(0);
        int taken = 0;
        while (link.session().send("x").taken()) {
            taken++;
        }
        assertEquals(8, taken);
        assertEquals(1 + 8, harness.pool().statistics().inUse(), "one receives, the others wait to be sent");
        link.peer().takesAll();
        harness.run();
        assertEquals(asLines("x").repeat(8), link.peer().read());
    }

    @Test
    void tinyMessagesOfABatchShareTheMemoryOfTheLimit() {
        harness.setting("outbound-limit", 8 * 512).setting("outbound-congested", 512);
        List<SendResult> results = new ArrayList<>();
        handler.onMessage((session, message) -> {
            for (int i = 0; i < 300; i++) {
                results.add(session.send("x"));
            }
        });
        Link link = harness.connect();
        link.peer().takes(0);
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(256, results.indexOf(SendResult.CONGESTED), "one context holds so many, and is the mark");
        assertFalse(results.contains(SendResult.REFUSED));
        assertEquals(600, link.session().queuedBytes());
        link.peer().takesAll();
        harness.run();
        assertEquals(asLines("x").repeat(300), link.peer().read());
        assertEquals(List.of("opened", "message go", "writable"), handler.events(link.session()));
    }

    @Test
    void aCongestedSessionIsNotReceivedFromUntilItIsRelieved() {
        harness.setting("outbound-limit", 2048).setting("outbound-congested", 100);
        handler.onMessage((session, message) -> assertTrue(session.send(message).taken(), "never refused"));
        Link link = harness.connect();
        link.peer().takes(0);
        String[] texts =
                IntStream.range(0, 500).mapToObj(i -> "%040d".formatted(i)).toArray(String[]::new);
        for (String text : texts) {
            link.peer().send(asLines(text));
        }
        harness.run();
        assertTrue(
                link.session().queuedBytes() < 1000,
                "it stopped early: " + link.session().queuedBytes());
        assertTrue(
                link.peer().unread() > 15_000,
                "the rest waits with the peer: " + link.peer().unread());
        StringBuilder echoed = new StringBuilder();
        for (int i = 0; i < 2_000 && echoed.length() < 500 * 41; i++) {
            link.peer().takes(37);
            harness.run();
            echoed.append(link.peer().read());
        }
        assertEquals(asLines(texts), echoed.toString());
        assertTrue(handler.events(link.session()).contains("writable"));
    }

    @Test
    void messagesReceivedAlreadyWaitForTheReliefToo() {
        harness.setting("outbound-congested", 50);
        handler.onMessage((session, message) -> session.send("x".repeat(60)));
        Link link = harness.connect();
        link.peer().takes(0);
        link.peer().send(asLines("one", "two", "three"));
        harness.run();
        assertEquals(List.of("one"), handler.messages(link.session()));
        link.peer().takesAll();
        harness.run();
        assertEquals(List.of("one", "two", "three"), handler.messages(link.session()));
    }

    @Test
    void whoIsCongestedIsReceivedFromWhereThatIsSet() {
        harness.setting("outbound-congested", 50).setting("receive-while-congested", true);
        handler.onMessage((session, message) -> session.send("x".repeat(60)));
        Link link = harness.connect();
        link.peer().takes(0);
        link.peer().send(asLines("one", "two", "three"));
        harness.run();
        assertEquals(List.of("one", "two", "three"), handler.messages(link.session()));
    }

    @Test
    void thePolicyAtTheLimitMayBeToClose() {
        harness.setting("outbound-limit", 2 * 4096).setting("outbound-policy", "close");
        Link link = harness.connect();
        link.peer().takes(0);
        for (int i = 0; i < 2; i++) {
            assertTrue(link.session().send("x".repeat(700)).taken());
        }
        assertEquals(SendResult.CLOSED, link.session().send("one too many"));
        harness.run();
        assertTrue(link.peer().sawReset());
        assertEquals(Kind.CONGESTED, handler.reason(link.session()).kind());
        assertEquals(
                "1402 bytes wait for it, the limit is reached",
                handler.reason(link.session()).detail());
        assertEquals(SendResult.CLOSED, link.session().send("later"));
    }

    @Test
    void thePolicyAtTheLimitMayBeToDropTheOldest() {
        harness.setting("outbound-limit", 8 * 512).setting("outbound-policy", "drop-oldest");
        Link link = harness.connect();
        link.peer().takes(0);
        for (int i = 10; i < 50; i++) {
            assertTrue(link.session().send("number " + i).taken());
            assertTrue(harness.pool().statistics().inUse() <= 1 + 8 + 1);
        }
        link.peer().takesAll();
        harness.run();
        String read = link.peer().read();
        assertTrue(read.startsWith(asLines("number 10")), read);
        assertTrue(read.endsWith(asLines("number 48", "number 49")), read);
        long lines = read.lines().count();
        assertTrue(lines >= 7 && lines <= 9, read);
        assertEquals(40 - lines, harness.counted("sends.dropped"));
        assertEquals((40 - lines) * asLines("number 10").length(), harness.counted("bytes.dropped"));
        assertEquals(0, harness.counted("sends.refused"));
    }

    @Test
    void withoutContextsSendsAreRefusedAndLaterTakenAgain() {
        harness.pool(new TestPool().with(2, 512)).codec(Texts.lines(100));
        Link link = harness.connect();
        IoContext hog = harness.pool().acquire(512);
        assertNotNull(hog);
        assertEquals(SendResult.REFUSED, link.session().send("no room"));
        List<SendResult> within = new ArrayList<>();
        handler.onMessage((session, message) -> within.add(session.send("no room either")));
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(List.of(SendResult.REFUSED), within);
        assertEquals(2, harness.counted("sends.refused"));
        assertEquals(0, link.session().queuedBytes());
        hog.release();
        assertEquals(SendResult.QUEUED, link.session().send("room"));
        assertEquals(asLines("room"), link.peer().read());
    }

    @Test
    void whatABatchHasSentAlreadyIsPostedThoughContextsRunOut() {
        harness.pool(new TestPool().with(3, 64)).codec(Texts.lines(50));
        List<SendResult> results = new ArrayList<>();
        handler.onMessage((session, message) -> {
            for (int i = 0; i < 4; i++) {
                results.add(session.send(i + "x".repeat(39)));
            }
        });
        Link link = harness.connect();
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(List.of(SendResult.QUEUED, SendResult.QUEUED, SendResult.REFUSED, SendResult.REFUSED), results);
        assertEquals(
                asLines("0" + "x".repeat(39), "1" + "x".repeat(39)), link.peer().read());
    }

    // ---- messages that cannot be sent

    @Test
    void aMessageLargerThanAnyFrameIsTheCallersMistake() {
        harness.codec(Texts.lines(10));
        Link link = harness.connect();
        assertThrows(IllegalArgumentException.class, () -> link.session().send("x".repeat(11)));
        handler.onMessage((session, message) -> {
            session.send("before");
            assertThrows(IllegalArgumentException.class, () -> session.send("x".repeat(11)));
            session.send("after");
        });
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(asLines("before", "after"), link.peer().read());
        assertTrue(link.session().isOpen());
    }

    /** Writes all of a message, and then finds out that it cannot be written. */
    private static final class Fickle extends WrappedCodec {
        Fickle() {
            super(Texts.prefixed(100));
        }

        @Override
        public void encode(String message, ByteBuffer out) {
            int start = out.position();
            super.encode(message, out);
            if (message.startsWith("bad")) {
                out.position(start);
                throw new IllegalArgumentException("cannot be written");
            }
        }
    }

    @Test
    void aMessageThatFailsToEncodeLeavesNothingBehind() {
        harness.codec(new Fickle());
        Link link = harness.connect();
        handler.onMessage((session, message) -> {
            session.send("one");
            assertThrows(IllegalArgumentException.class, () -> session.send("bad, and longer than what follows"));
            session.send("two");
        });
        link.peer().send(Texts.asPrefixed("go"));
        harness.run();
        assertEquals("\0\0\0\3one\0\0\0\3two", link.peer().read());
        assertThrows(IllegalArgumentException.class, () -> link.session().send("bad from outside"));
        assertEquals(0, link.session().queuedBytes());
    }

    @Test
    void aMessageThatAloneFailsToEncodePostsNothing() {
        harness.codec(new Fickle());
        Link link = harness.connect();
        handler.onMessage(
                (session, message) -> assertThrows(IllegalArgumentException.class, () -> session.send("bad")));
        link.peer().send(Texts.asPrefixed("go"));
        harness.run();
        assertEquals(List.of(), link.peer().batches());
    }

    @Test
    void aCodecThatLiesAboutTheSizeGarblesNoStream() {
        harness.codec(new WrappedCodec(Texts.lines(100)) {
            @Override
            public int encodedSize(String message) {
                return super.encodedSize(message) - (message.startsWith("lie") ? 1 : 0);
            }
        });
        Link link = harness.connect();
        handler.onMessage((session, message) -> {
            session.send("one");
            IllegalStateException caught = assertThrows(IllegalStateException.class, () -> session.send("lie"));
            assertEquals(
                    "the codec of test announced 3 bytes for a java.lang.String and wrote 4 (C4)", caught.getMessage());
            session.send("two");
        });
        link.peer().send(asLines("go"));
        harness.run();
        assertEquals(asLines("one", "two"), link.peer().read());
        assertThrows(IllegalStateException.class, () -> link.session().send("lie"));
        assertFalse(link.peer().sawClose());
    }

    @Test
    void aMessageOfNoBytesIsTakenAndPostsNothing() {
        harness.codec(new WrappedCodec(Texts.lines(100)) {
            @Override
            public int encodedSize(String message) {
                return message.isEmpty() ? 0 : super.encodedSize(message);
            }

            @Override
            public void encode(String message, ByteBuffer out) {
                if (!message.isEmpty()) {
                    super.encode(message, out);
                }
            }
        });
        Link link = harness.connect();
        assertEquals(SendResult.QUEUED, link.session().send(""));
        harness.layer().sessions().newGroup().add(link.session());
        var group = harness.layer().sessions().newGroup();
        group.add(link.session());
        assertEquals(1, group.send(""));
        harness.run();
        assertEquals(List.of(), link.peer().batches());
        assertEquals("", link.peer().read());
    }
}
