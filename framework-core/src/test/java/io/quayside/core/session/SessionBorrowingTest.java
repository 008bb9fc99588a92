package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static io.quayside.core.fakes.Texts.asPrefixed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.codec.Codec;
import io.quayside.api.pool.IoContext;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.core.fakes.LendingSessions;
import io.quayside.core.fakes.Loans;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import io.quayside.core.fakes.TestPool;
import io.quayside.core.fakes.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Over a transport that lends: what a session holds, when it gives back what is lent to it, and what it does without. */
class SessionBorrowingTest {
    private static final int LENT = 512;

    /** One for two sessions, so that nobody can keep it unnoticed. */
    private final Loans loans = new Loans(1, LENT);

    private final SessionHarness harness =
            new SessionHarness(new LendingSessions(new StandardSessionProvider(), loans));
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
        loans.assertAllBack();
    }

    private int fromThePool() {
        return harness.pool().statistics().inUse();
    }

    private void finish(Link link) {
        link.peer().end();
        harness.run();
    }

    @Test
    void aQuietSessionHoldsNoContext() {
        Link link = harness.connect();
        assertEquals(0, fromThePool(), "before anything came");
        link.peer().send(asLines("one", "two"));
        harness.run();
        assertEquals(List.of("one", "two"), handler.messages(link.session()));
        assertEquals(0, fromThePool(), "when all of it was decoded");
        assertEquals(1, link.peer().postedReceives());
    }

    @Test
    void theBeginningOfAFrameMovesToThePool() {
        harness.codec(Texts.prefixed(3000));
        Link link = harness.connect();
        Link other = harness.connect();
        byte[] frame = asPrefixed("y".repeat(2000));
        link.peer().send(Arrays.copyOf(frame, 300));
        harness.run();
        assertEquals(1, fromThePool(), "behind which the rest will come");
        other.peer().send(asPrefixed("meanwhile"));
        harness.run();
        assertEquals(List.of("meanwhile"), handler.messages(other.session()), "what was lent is the other's");
        link.peer().send(Arrays.copyOfRange(frame, 300, frame.length));
        finish(other);
        assertEquals(List.of("y".repeat(2000)), handler.messages(link.session()));
        assertEquals(0, fromThePool(), "when the frame was decoded");
        assertEquals(1, link.peer().postedReceives());
    }

    @Test
    void aFrameWhoseSizeIsUnknownGrowsInThePool() {
        harness.codec(Texts.lines(4000));
        Link link = harness.connect();
        String line = "z".repeat(3999);
        for (int at = 0; at < line.length(); at += 43) {
            link.peer().send(line.substring(at, at + 43));
            harness.run();
        }
        link.peer().send("\n" + asLines("next"));
        harness.run();
        assertEquals(List.of(line, "next"), handler.messages(link.session()));
        for (int i = 0; i < 5; i++) {
            link.peer().send(asLines("little"));
            harness.run();
        }
        assertEquals(0, fromThePool(), "when little came");
    }

    static List<Arguments> streams() {
        String[] texts = {"a", "", "bcd", "e".repeat(700), "fg"};
        List<Arguments> streams = new ArrayList<>();
        for (int size = 1; size < 800; size = size * 2 + 1) {
            streams.add(Arguments.of(Texts.lines(700), asLines(texts).getBytes(UTF_8), List.of(texts), size));
            streams.add(Arguments.of(Texts.prefixed(700), asPrefixed(texts), List.of(texts), size));
        }
        return streams;
    }

    @ParameterizedTest
    @MethodSource("streams")
    void howeverTheStreamIsCut(Codec<String> codec, byte[] stream, List<String> texts, int size) {
        harness.codec(codec);
        Link link = harness.connect();
        for (int at = 0; at < stream.length; at += size) {
            link.peer().send(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size)));
            harness.run();
        }
        finish(link);
        assertEquals(texts, handler.messages(link.session()));
        assertEquals(Kind.PEER_CLOSED, handler.reason(link.session()).kind());
        assertEquals(stream.length, harness.counted("bytes.received"));
    }

    // ---- when decoding has to wait

    @Test
    void whoIsCongestedMovesWhatIsLeft() {
        harness.setting("outbound-congested", 1_000).setting("outbound-limit", 100_000);
        handler.onMessage((session, message) -> {
            if (message.equals("much")) {
                session.send("m".repeat(900));
            }
        });
        Link link = harness.connect();
        link.peer().takes(0);
        link.peer().send(asLines("much", "much", "much", "last"));
        harness.run();
        assertTrue(handler.messages(link.session()).size() < 4, "it is congested");
        assertEquals(0, loans.out(), "what is lent was given back");
        Link other = harness.connect();
        other.peer().send(asLines("others go on"));
        harness.run();
        assertEquals(List.of("others go on"), handler.messages(other.session()));
        finish(other);
        link.peer().takesAll();
        harness.run();
        assertEquals(List.of("much", "much", "much", "last"), handler.messages(link.session()));
    }

    @Test
    void whoIsCongestedWithNothingLeftHoldsNothing() {
        harness.setting("outbound-congested", 1_000).setting("outbound-limit", 100_000);
        handler.onMessage((session, message) -> {
            session.send("m".repeat(900));
            session.send("m".repeat(900));
        });
        Link link = harness.connect();
        link.peer().takes(0);
        link.peer().send(asLines("only"));
        harness.run();
        assertEquals(0, loans.out());
        assertEquals(0, link.peer().postedReceives(), "it isn't received from while it is congested");
        link.peer().takesAll();
        link.peer().send(asLines("another"));
        harness.run();
        assertEquals(List.of("only", "another"), handler.messages(link.session()));
    }

    @Test
    void whatComesWhenItIsCongestedAlreadyMovesToo() {
        harness.setting("outbound-congested", 1_000).setting("outbound-limit", 100_000);
        Link link = harness.connect();
        link.peer().takes(0);
        for (int i = 0; i < 5; i++) {
            link.session().send("m".repeat(900));
        }
        link.peer().send(asLines("late"));
        harness.run();
        assertEquals(List.of(), handler.messages(link.session()), "it is congested");
        assertEquals(0, loans.out());
        link.peer().takesAll();
        harness.run();
        assertEquals(List.of("late"), handler.messages(link.session()));
    }

    @Test
    void whoIsCongestedKeepsWhatIsLentWhenThePoolHasNothing() {
        harness.setting("outbound-congested", 600).setting("outbound-limit", 100_000);
        harness.pool(new TestPool().with(3, 512)).codec(Texts.lines(400));
        Link link = harness.connect();
        link.peer().takes(0);
        while (harness.pool().statistics().idle() > 0) {
            link.session().send("m".repeat(400));
        }
        link.peer().send(asLines("late"));
        harness.run();
        assertEquals(1, loans.out());
        link.peer().takesAll();
        harness.run();
        assertEquals(List.of("late"), handler.messages(link.session()));
    }

    @Test
    void whatIsLeftWhileATaskBlocksIsInThePool() {
        handler.onMessage((session, message) -> session.offload(() -> session.send("did " + message)));
        Link link = harness.connect();
        link.peer().send(asLines("a", "b"));
        harness.run();
        assertEquals(List.of("a"), handler.messages(link.session()));
        assertEquals(0, loans.out(), "while the task blocks");
        harness.runAll();
        assertEquals(List.of("a", "b"), handler.messages(link.session()));
        assertEquals(asLines("did a", "did b"), link.peer().read());
        assertEquals(0, fromThePool());
    }

    @Test
    void whatComesWhileATaskBlocksIsInThePool() {
        handler.onOpened(session -> session.offload(() -> session.send("did it")));
        Link link = harness.connect();
        link.peer().send(asLines("early"));
        harness.run();
        assertEquals(List.of(), handler.messages(link.session()), "the task blocks");
        assertEquals(0, loans.out(), "while the task blocks");
        assertEquals(1, fromThePool());
        harness.runAll();
        assertEquals(List.of("early"), handler.messages(link.session()));
        assertEquals(asLines("did it"), link.peer().read());
        assertEquals(0, fromThePool());
    }

    @Test
    void whatIsLeftWhenAnotherThreadsTaskBlocksIsInThePool() {
        Link link = harness.connect();
        link.session().offload(() -> link.session().send("did it"));
        link.peer().send(asLines("beside it"));
        harness.run();
        assertEquals(0, loans.out(), "while the task blocks");
        harness.runAll();
        assertEquals(List.of("beside it"), handler.messages(link.session()));
    }

    @Test
    void whatIsLeftAndLargerThanAnyContextOfThePoolStaysWhereItIs() {
        Loans large = new Loans(1, 4096);
        try (SessionHarness wide = new SessionHarness(new LendingSessions(new StandardSessionProvider(), large))) {
            wide.setting("outbound-congested", 600).setting("outbound-limit", 100_000);
            wide.pool(new TestPool().with(8, 512)).codec(Texts.lines(400));
            wide.handler().onMessage((session, message) -> session.send("m".repeat(400)));
            Link link = wide.connect();
            link.peer().takes(0);
            String[] messages = new String[60];
            Arrays.fill(messages, "many");
            link.peer().send(asLines(messages) + "x".repeat(300) + "\n");
            wide.run();
            assertTrue(link.session().isOpen(), "it is only congested");
            link.peer().takesAll();
            link.peer().end();
            wide.run();
            assertEquals(61, wide.handler().messages(link.session()).size());
        }
        large.assertAllBack();
    }

    // ---- a flow

    @Test
    void aFlowGetsAContextOfItsOwnAndGivesItBack() {
        harness.codec(Texts.lines(600)).pool(new TestPool().with(2, 512).with(1, 4096));
        Link link = harness.connect();
        link.peer().send(asLines("x".repeat(LENT - 1), "x".repeat(99)));
        harness.run();
        assertEquals(2, handler.messages(link.session()).size());
        assertNull(harness.pool().acquire(4096), "while much came");
        for (int i = 0; i < 5; i++) {
            link.peer().send(asLines("little"));
            harness.run();
        }
        assertEquals(0, fromThePool(), "when little came");
        assertEquals(1, loans.out(), "and borrows again");
    }

    @Test
    void aFlowBorrowsOnWhenThePoolHasNothing() {
        harness.codec(Texts.lines(600)).pool(new TestPool().with(2, 512).with(1, 4096));
        IoContext large = harness.pool().acquire(4096);
        assertNotNull(large);
        Link link = harness.connect();
        for (int i = 0; i < 9; i++) {
            link.peer().send(asLines("x".repeat(LENT - 1)));
            harness.run();
        }
        assertEquals(9, handler.messages(link.session()).size());
        assertEquals(0, harness.counted("receives.starved"));
        large.release();
    }

    // ---- contexts run out

    @Test
    void whoStarvesInTheMiddleOfAFrameKeepsWhatIsLentUntilItNeedsItNoMore() {
        harness.pool(new TestPool().with(1, 1024)).codec(Texts.prefixed(1000));
        IoContext hog = harness.pool().acquire(1024);
        assertNotNull(hog);
        Link link = harness.connect();
        byte[] frame = asPrefixed("w".repeat(900));
        link.peer().send(Arrays.copyOf(frame, 300));
        harness.run();
        assertEquals(1, harness.counted("receives.starved"));
        assertEquals(1, loans.out());
        hog.release();
        harness.run();
        assertEquals(0, loans.out());
        link.peer().send(Arrays.copyOfRange(frame, 300, frame.length));
        harness.run();
        assertEquals(List.of("w".repeat(900)), handler.messages(link.session()));
        assertEquals(0, fromThePool());
    }

    @Test
    void whoStarvesWaitsInThePoolIfThatHasAnythingAtAll() {
        harness.pool(new TestPool().with(4, 512).with(1, 2048)).codec(Texts.prefixed(2000));
        IoContext hog = harness.pool().acquire(2048);
        assertNotNull(hog);
        Link link = harness.connect();
        byte[] frame = asPrefixed("w".repeat(1900));
        link.peer().send(Arrays.copyOf(frame, 300));
        harness.run();
        assertEquals(1, harness.counted("receives.starved"));
        assertEquals(0, loans.out(), "what is lent is for others");
        Link other = harness.connect();
        other.peer().send(asPrefixed("others go on"));
        harness.run();
        assertEquals(List.of("others go on"), handler.messages(other.session()));
        hog.release();
        harness.run();
        link.peer().send(Arrays.copyOfRange(frame, 300, frame.length));
        harness.run();
        assertEquals(List.of("w".repeat(1900)), handler.messages(link.session()));
        finish(other);
        assertEquals(0, fromThePool());
    }

    @Test
    void whoIsClosedWhileItStarvesGivesBackWhatIsLentAndPassesTheWakeUpOn() {
        harness.pool(new TestPool().with(4, 512).with(1, 2048)).codec(Texts.prefixed(2000));
        IoContext hog = harness.pool().acquire(2048);
        assertNotNull(hog);
        Link first = harness.connect();
        byte[] frame = asPrefixed("w".repeat(1900));
        first.peer().send(Arrays.copyOf(frame, 10));
        harness.run();
        first.peer().takes(0);
        first.session().send("not taken yet"); // so that it closes slowly
        first.session().close();
        harness.run();
        boolean[] told = new boolean[1];
        harness.pool().whenAvailable(2048, () -> told[0] = true);
        hog.release();
        harness.run();
        assertTrue(told[0], "who is next in line was told");
        assertEquals(1, first.peer().postedReceives(), "what still comes is dropped");
        first.peer().takesAll();
        first.peer().end();
        harness.run();
        assertEquals(0, fromThePool());
    }

    // ---- how it ends

    @Test
    void whatComesWhileItClosesIsDroppedInWhatIsLent() {
        Link link = harness.connect();
        link.peer().takes(0);
        link.session().send("not taken yet");
        link.session().close();
        for (int i = 0; i < 5; i++) {
            link.peer().send("x".repeat(LENT));
            harness.run();
        }
        assertEquals(0, link.peer().unread());
        link.peer().takesAll();
        finish(link);
        assertEquals(List.of(), handler.messages(link.session()));
    }

    @Test
    void badBytesAreNotKept() {
        harness.codec(Texts.prefixed(100));
        Link link = harness.connect();
        link.peer().send(new byte[] {0, 0, 0, 101, 'x'});
        harness.run();
        assertEquals(0, fromThePool());
        link.peer().send(asPrefixed("too late"));
        finish(link);
        assertEquals(Kind.CODEC_ERROR, handler.reason(link.session()).kind());
    }

    @Test
    void anEndInTheMiddleOfAFrameIsToldAndAResetToo() {
        harness.codec(Texts.prefixed(100));
        Link ending = harness.connect();
        ending.peer().send(new byte[] {0, 0, 0, 10, 'x'});
        finish(ending);
        assertTrue(handler.reason(ending.session()).detail().contains("after 5 bytes"));
        Link reset = harness.connect();
        Link waiting = harness.connect();
        reset.peer().reset();
        harness.run();
        assertEquals(Kind.CONNECTION_LOST, handler.reason(reset.session()).kind());
        waiting.peer().send(asPrefixed("hello"));
        harness.run();
        assertEquals(List.of("hello"), handler.messages(waiting.session()));
    }

    @Test
    void whoWaitsToBorrowCanBeClosed() {
        harness.connect();
        Link waiting = harness.connect();
        assertEquals(0, waiting.peer().postedReceives(), "the other has what there is");
        waiting.session().abort();
        harness.run();
        assertEquals(Kind.PLUGIN_CLOSED, handler.reason(waiting.session()).kind());
    }
}
