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
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import io.quayside.core.fakes.TestPool;
import io.quayside.core.fakes.Texts;
import io.quayside.core.fakes.WrappedCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From received bytes to messages: framing, growing, and what is no message. */
class SessionReceivingTest {
    private final SessionHarness harness = new SessionHarness(new StandardSessionProvider());
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
    }

    private CloseReason reason(Link link) {
        return handler.reason(link.session());
    }

    private void finish(Link link) {
        link.peer().end();
        harness.run();
    }

    // ---- C2: however the stream is cut

    private static final String[] TEXTS = {"a", "", "bcd", "e".repeat(40), "fg"};

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of(Texts.lines(40), asLines(TEXTS).getBytes(UTF_8)),
                Arguments.of(Texts.prefixed(40), asPrefixed(TEXTS)));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void cutAtEveryByteOfTheStream(Codec<String> codec, byte[] stream) {
        harness.codec(codec).pool(new TestPool().with(9, 8).with(9, 64));
        for (int cut = 0; cut <= stream.length; cut++) {
            Link link = harness.connect();
            link.peer().send(Arrays.copyOf(stream, cut));
            harness.run();
            link.peer().send(Arrays.copyOfRange(stream, cut, stream.length));
            finish(link);
            assertEquals(List.of(TEXTS), handler.messages(link.session()), "cut at " + cut);
            assertEquals(Kind.PEER_CLOSED, reason(link).kind());
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void byteByByte(Codec<String> codec, byte[] stream) {
        harness.codec(codec).pool(new TestPool().with(2, 8).with(2, 64));
        Link link = harness.connect();
        for (byte each : stream) {
            link.peer().send(new byte[] {each});
            harness.run();
        }
        finish(link);
        assertEquals(List.of(TEXTS), handler.messages(link.session()));
        assertEquals(stream.length, harness.counted("bytes.received"));
        assertEquals(TEXTS.length, harness.counted("messages.received"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void cutAtRandomWithMessagesOfAllSizes(long seed) {
        Random random = new Random(seed);
        String[] texts = random.ints(200, 0, 3000)
                .mapToObj(size -> "x".repeat(random.nextInt(4) == 0 ? size : size % 50))
                .toArray(String[]::new);
        harness.codec(Texts.prefixed(3000))
                .pool(new TestPool().with(2, 64).with(2, 512).with(2, 4096));
        byte[] stream = asPrefixed(texts);
        Link link = harness.connect();
        for (int at = 0; at < stream.length; ) {
            int end = Math.min(stream.length, at + 1 + random.nextInt(1500));
            link.peer().send(Arrays.copyOfRange(stream, at, end));
            at = end;
            if (random.nextBoolean()) {
                harness.run();
            }
        }
        finish(link);
        assertEquals(List.of(texts), handler.messages(link.session()));
    }

    @Test
    void severalReceivesCompleteWithinThePost() {
        harness.transport().completesInline();
        Link link = harness.connect();
        for (int i = 0; i < 1000; i++) {
            link.peer().send(asLines("m" + i));
        }
        finish(link);
        assertEquals(1000, handler.messages(link.session()).size());
        assertEquals("m999", handler.messages(link.session()).get(999));
    }

    // ---- frames larger than the context

    @Test
    void aFrameOfKnownSizeMovesOnceIntoAContextThatHoldsIt() {
        harness.codec(Texts.prefixed(4000))
                .pool(new TestPool().with(1, 16).with(1, 64).with(1, 4096));
        Link link = harness.connect();
        byte[] frame = asPrefixed("y".repeat(4000));
        link.peer().send(Arrays.copyOf(frame, 100));
        harness.run();
        IoContext middle = harness.pool().acquire(64);
        assertNotNull(middle, "it didn't stop on the way");
        middle.release();
        link.peer().send(Arrays.copyOfRange(frame, 100, frame.length));
        finish(link);
        assertEquals(List.of("y".repeat(4000)), handler.messages(link.session()));
    }

    @Test
    void aFrameOfUnknownSizeGrowsStepByStep() {
        harness.codec(Texts.lines(4000))
                .pool(new TestPool().with(1, 16).with(1, 64).with(1, 256).with(1, 4096));
        Link link = harness.connect();
        String line = "z".repeat(4000);
        link.peer().send(asLines(line, "next"));
        finish(link);
        assertEquals(List.of(line, "next"), handler.messages(link.session()));
    }

    @Test
    void theLargeContextIsGivenBackAfterTheLargeFrame() {
        harness.setting("receive-limit", 512).codec(Texts.prefixed(4000));
        harness.pool(new TestPool().with(2, 512).with(1, 4096));
        Link link = harness.connect();
        link.peer().send(asPrefixed("y".repeat(3000)));
        harness.run();
        assertEquals(1, handler.messages(link.session()).size());
        IoContext large = harness.pool().acquire(4096);
        assertNotNull(large, "somebody else may need it");
        large.release();
    }

    @Test
    void aFlowThatNeverEndsWithAFrameGetsALargeContextToo() {
        harness.codec(Texts.prefixed(100)).pool(new TestPool().with(2, 512).with(1, 4096));
        Link link = harness.connect();
        String text = "z".repeat(96);
        byte[] flow = asPrefixed(text, text, text, text, text, text, text);
        link.peer().send(Arrays.copyOf(flow, 650)); // 512 bytes end within a frame, and so does this
        harness.run();
        assertNull(harness.pool().acquire(4096), "while much came");
        link.peer().send(Arrays.copyOfRange(flow, 650, flow.length));
        harness.run();
        assertEquals(7, handler.messages(link.session()).size());
    }

    @Test
    void aFlowGoesOnInTheSmallContextWhenThereIsNoLargeOne() {
        harness.codec(Texts.prefixed(100)).pool(new TestPool().with(2, 512).with(1, 4096));
        IoContext large = harness.pool().acquire(4096);
        assertNotNull(large);
        Link link = harness.connect();
        for (int i = 0; i < 9; i++) {
            link.peer().send(asPrefixed("z".repeat(96), "z".repeat(96)));
        }
        harness.run();
        assertEquals(18, handler.messages(link.session()).size());
        large.release();
    }

    @Test
    void aQuietConnectionHoldsASmallContextAgain() {
        harness.codec(Texts.lines(600)).pool(new TestPool().with(2, 512).with(1, 4096));
        Link link = harness.connect();
        link.peer().send(asLines("much at once ".repeat(40)));
        harness.run();
        assertNull(harness.pool().acquire(4096), "while much came");
        for (int i = 0; i < 5; i++) {
            link.peer().send(asLines("little"));
            harness.run();
        }
        IoContext large = harness.pool().acquire(4096);
        assertNotNull(large);
        large.release();
    }

    // ---- C3, C5: what is no message

    @Test
    void aFrameThatAnnouncesTooMuchClosesTheSession() {
        harness.codec(Texts.prefixed(100));
        Link link = harness.connect();
        link.peer().send(asPrefixed("fine"));
        link.peer().send(new byte[] {0, 0, 0, 101, 'x'});
        link.peer().send(asPrefixed("too late"));
        harness.run();
        assertEquals(List.of("fine"), handler.messages(link.session()));
        assertTrue(link.peer().sawEnd(), "what was sent before is still sent");
        finish(link);
        assertEquals(Kind.CODEC_ERROR, reason(link).kind());
        assertTrue(reason(link).detail().contains("101"), reason(link).detail());
        assertTrue(reason(link).detail().contains("100"), reason(link).detail());
        assertNull(reason(link).cause());
    }

    @Test
    void aLineWithoutEndClosesTheSession() {
        harness.codec(Texts.lines(100));
        Link link = harness.connect();
        link.peer().send("x".repeat(101));
        harness.run();
        finish(link);
        assertEquals(Kind.CODEC_ERROR, reason(link).kind());
        assertEquals(List.of(), handler.messages(link.session()));
    }

    @Test
    void aCodecThatNeverTellsIsGivenNoMoreThanItsLargestFrame() {
        harness.codec(new WrappedCodec(Texts.lines(100)) {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                return null;
            }

            @Override
            public int frameSize(ByteBuffer in) {
                return UNKNOWN;
            }
        });
        harness.pool(new TestPool().with(2, 16).with(2, 128));
        Link link = harness.connect();
        link.peer().send("x".repeat(200));
        harness.run();
        finish(link);
        assertEquals(
                new CloseReason(Kind.CODEC_ERROR, "a frame of 128 bytes; the largest allowed is 102", null),
                reason(link));
    }

    @Test
    void aCodecThatAnnouncesMoreThanItsLargestFrameIsRefused() {
        harness.codec(new WrappedCodec(Texts.prefixed(100)) {
            @Override
            public int frameSize(ByteBuffer in) {
                return 1 << 30;
            }
        });
        Link link = harness.connect();
        link.peer().send(new byte[] {0, 0, 0, 50});
        harness.run();
        finish(link);
        assertEquals(
                new CloseReason(Kind.CODEC_ERROR, "a frame of 1073741824 bytes; the largest allowed is 104", null),
                reason(link));
    }

    @Test
    void aCodecThatThrowsAnythingElseClosesTheSessionToo() {
        RuntimeException bug = new RuntimeException("a bug");
        harness.codec(new WrappedCodec(Texts.lines(100)) {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                throw bug;
            }
        });
        Link link = harness.connect();
        link.peer().send("x");
        harness.run();
        finish(link);
        assertEquals(new CloseReason(Kind.CODEC_ERROR, "the codec threw", bug), reason(link));
    }

    @Test
    void aCodecThatThrowsWhenAskedForTheSizeClosesTheSessionToo() {
        RuntimeException bug = new RuntimeException("a bug");
        harness.codec(new WrappedCodec(Texts.lines(100)) {
            @Override
            public int frameSize(ByteBuffer in) {
                throw bug;
            }
        });
        Link link = harness.connect();
        link.peer().send("x");
        harness.run();
        finish(link);
        assertEquals(new CloseReason(Kind.CODEC_ERROR, "the codec threw", bug), reason(link));
    }

    @Test
    void aCodecIsAskedForTheSizeInTheUsualByteOrder() {
        harness.codec(new WrappedCodec(Texts.prefixed(3000)) {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                String message = super.decode(in, view);
                view.order(ByteOrder.LITTLE_ENDIAN); // as a plugin may that was lent the bytes
                return message;
            }

            @Override
            public int frameSize(ByteBuffer in) {
                return in.remaining() < Texts.PREFIX ? UNKNOWN : Texts.PREFIX + in.getInt(in.position());
            }
        });
        Link link = harness.connect();
        int size = 0x0B10; // which is far too large a frame when read the other way round
        byte[] frame = asPrefixed("y".repeat(size));
        link.peer().send(asPrefixed("first"));
        link.peer().send(Arrays.copyOf(frame, 1000));
        link.peer().send(Arrays.copyOfRange(frame, 1000, frame.length));
        finish(link);
        assertEquals(List.of("first", "y".repeat(size)), handler.messages(link.session()));
    }

    // ---- contexts run out

    @Test
    void whoFindsNoContextReceivesWhenOneIsFree() {
        harness.pool(new TestPool().with(1, 512));
        harness.codec(Texts.lines(100));
        Link holder = harness.connect();
        Link starving = harness.connect();
        starving.peer().send(asLines("one", "two"));
        harness.run();
        assertEquals(0, starving.peer().postedReceives());
        assertEquals(1, harness.counted("receives.starved"));
        assertEquals(List.of("opened"), handler.events(starving.session()));
        finish(holder);
        assertEquals(List.of("one", "two"), handler.messages(starving.session()));
    }

    @Test
    void whoStarvesComesInTheOrderOfAsking() {
        harness.pool(new TestPool().with(1, 512)).codec(Texts.lines(100));
        Link holder = harness.connect();
        List<Link> starving = List.of(harness.connect(), harness.connect(), harness.connect());
        finish(holder);
        for (Link next : starving) {
            assertEquals(1, next.peer().postedReceives());
            next.peer().send(asLines("now"));
            finish(next);
            assertEquals(List.of("now"), handler.messages(next.session()));
        }
    }

    @Test
    void whoStarvesInTheMiddleOfALargeFrameLosesNothing() {
        harness.pool(new TestPool().with(4, 64).with(1, 1024)).codec(Texts.prefixed(1000));
        IoContext hog = harness.pool().acquire(1024);
        assertNotNull(hog);
        Link link = harness.connect();
        byte[] frame = asPrefixed("w".repeat(900));
        link.peer().send(Arrays.copyOf(frame, 300));
        harness.run();
        assertTrue(link.peer().unread() > 0);
        assertEquals(1, harness.counted("receives.starved"));
        hog.release();
        harness.run();
        link.peer().send(Arrays.copyOfRange(frame, 300, frame.length));
        finish(link);
        assertEquals(List.of("w".repeat(900)), handler.messages(link.session()));
    }

    @Test
    void whoIsClosedWhileItStarvesEnds() {
        harness.pool(new TestPool().with(1, 512)).codec(Texts.lines(100));
        Link holder = harness.connect();
        Link starving = harness.connect();
        starving.session().close("no hope");
        harness.run();
        assertEquals("no hope", reason(starving).detail());
        finish(holder);
    }

    @Test
    void aWakeUpThatComesTooLateIsPassedOn() {
        harness.pool(new TestPool().with(8, 512).with(1, 2048)).codec(Texts.prefixed(2000));
        IoContext hog = harness.pool().acquire(2048);
        assertNotNull(hog);
        Link first = harness.connect();
        Link second = harness.connect();
        byte[] frame = asPrefixed("w".repeat(1900));
        for (Link link : List.of(first, second)) {
            link.peer().send(Arrays.copyOf(frame, 10));
            harness.run();
        }
        handler.onClosed((session, reason) -> {
            if (session == first.session()) {
                hog.release(); // tells the first in the queue, who is just ending
            }
        });
        first.peer().reset();
        first.session().abort();
        harness.run();
        second.peer().send(Arrays.copyOfRange(frame, 10, frame.length));
        finish(second);
        assertEquals(List.of("w".repeat(1900)), handler.messages(second.session()));
    }

    @Test
    void aClosingSessionKeepsNoWakeUpThatItHasNoUseFor() {
        harness.pool(new TestPool().with(8, 512).with(1, 2048)).codec(Texts.prefixed(2000));
        IoContext hog = harness.pool().acquire(2048);
        assertNotNull(hog);
        Link first = harness.connect();
        Link second = harness.connect();
        byte[] frame = Texts.asPrefixed("w".repeat(1900));
        for (Link link : List.of(first, second)) {
            link.peer().send(Arrays.copyOf(frame, 10));
            harness.run();
        }
        first.peer().takes(0);
        first.session().send("not taken yet"); // so that it closes slowly
        first.session().close();
        harness.run();
        hog.release();
        harness.run();
        second.peer().send(Arrays.copyOfRange(frame, 10, frame.length));
        harness.run();
        assertEquals(List.of("w".repeat(1900)), handler.messages(second.session()));
    }
}
