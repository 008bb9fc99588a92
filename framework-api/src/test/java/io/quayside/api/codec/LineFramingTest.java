package io.quayside.api.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFramingTest {
    private final Codec<String> codec = new FramedCodec<>(Framings.lines(8), new CharsPayload());

    @Test
    void takesLinesWithAndWithoutCarriageReturn() {
        assertEquals(List.of("one", "two", "", "", "a\rb", "c\r"), received("one\ntwo\r\n\n\r\na\rb\r\nc\r\r\n"));
    }

    @Test
    void takesTheLargestLineEitherWay() {
        assertEquals(List.of("12345678", "12345678"), received("12345678\n12345678\r\n"));
        assertEquals(10, codec.maximumFrameSize());
    }

    @Test
    void waitsForTheLineFeedBehindACarriageReturn() {
        assertNull(codec.decode(buffer("12345678\r"), buffer("12345678\r")));
        assertNull(codec.decode(buffer("12345678"), buffer("12345678")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"123456789", "123456789\n", "123456789\r\n", "12345678\r\r", "12345678\r9\n", "12345678\r\r\n"})
    void refusesALineAsSoonAsItIsTooLong(String stream) {
        CodecException refused = assertThrows(CodecException.class, () -> codec.decode(buffer(stream), buffer(stream)));
        assertEquals("a frame doesn't end within 8 bytes, the largest allowed here", refused.getMessage());
    }

    @Test
    void writesALineFeedOnly() {
        assertEquals("hello\n", new String(Frames.encoded(codec, "hello"), ISO_8859_1));
        assertEquals("\n", new String(Frames.encoded(codec, ""), ISO_8859_1));
        assertEquals("a\rb\n", new String(Frames.encoded(codec, "a\rb"), ISO_8859_1));
    }

    @Test
    void refusesToWriteALineFeedWithinALineAndLeavesNothingBehind() {
        ByteBuffer out = ByteBuffer.allocate(10).position(2);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> codec.encode("ab\nc", out));
        assertEquals("a line cannot have a line feed in it; this one has one at byte 2 of 4", refused.getMessage());
        assertEquals(2, out.position());
        assertEquals(ByteBuffer.allocate(10), out.position(0));
    }

    @Test
    void refusesToWriteACarriageReturnAtALinesEnd() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> codec.encode("ab\r", ByteBuffer.allocate(10)));
        assertTrue(refused.getMessage().startsWith("a line cannot end with a carriage return"), refused.getMessage());
    }

    private List<String> received(String stream) {
        return Frames.received(codec, stream.getBytes(ISO_8859_1));
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
