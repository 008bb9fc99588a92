package io.quayside.codec.basic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesCodecTest {
    private static Codec<String> open(Map<String, ?> values) {
        Settings settings = Settings.of(values);
        Codec<String> codec =
                new LinesCodecProvider().open(settings, Object.class, LinesCodecTest.class.getClassLoader());
        settings.rejectUnknown();
        return codec;
    }

    private static String decoded(Codec<String> codec, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return codec.decode(in, in.duplicate());
    }

    @Test
    void linesHaveUpToEightKibibytes() {
        assertEquals((8 << 10) + 2, open(Map.of()).maximumFrameSize());
        assertEquals(String.class, open(Map.of()).messageType());
    }

    @Test
    void anotherFramingCarriesLineFeedsToo() {
        Codec<String> codec = open(Map.of("framing", "varint32", "max-frame", "1k"));
        assertEquals(1029, codec.maximumFrameSize());
        byte[] bytes = new byte[codec.encodedSize("a\nb\r")];
        codec.encode("a\nb\r", ByteBuffer.wrap(bytes));
        assertEquals("a\nb\r", decoded(codec, bytes));
    }

    /** Around every border between forms of different sizes, the planes' first and last characters, and the surrogates'. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF, 0x10000, 0x1F600,
                0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFF
            })
    void everyCharacterIsWrittenAsTheJdkWritesIt(int codePoint) {
        String text = "a" + Character.toString(codePoint) + Character.toString(codePoint) + "b";
        Codec<String> codec = open(Map.of());
        byte[] expected = (text + "\n").getBytes(UTF_8);
        assertEquals(expected.length, codec.encodedSize(text));
        byte[] bytes = new byte[expected.length];
        codec.encode(text, ByteBuffer.wrap(bytes));
        assertArrayEquals(expected, bytes);
        assertEquals(text, decoded(codec, bytes));
    }

    @ParameterizedTest
    @ValueSource(chars = {'\uD800', '\uDBFF', '\uDC00', '\uDFFF'})
    void halfASurrogatePairIsRefused(char half) {
        Codec<String> codec = open(Map.of());
        for (String text : new String[] {"" + half, "ab" + half + "c", "ab" + half + '\uD83D', "" + half + half}) {
            assertThrows(IllegalArgumentException.class, () -> codec.encodedSize(text));
            ByteBuffer out = ByteBuffer.allocate(20);
            assertThrows(IllegalArgumentException.class, () -> codec.encode(text, out));
            assertEquals(ByteBuffer.allocate(20), out, "something was written");
        }
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> codec.encodedSize("abc\uDC00"));
        assertEquals("a text with half a surrogate pair at index 3 of 4 has no UTF-8 form", refused.getMessage());
    }

    @Test
    void malformedBytesAreRefusedWithTheirPlace() {
        Codec<String> codec = open(Map.of());
        byte[] bytes = "12\uFFFD456789\n".getBytes(UTF_8);
        assertEquals("12\uFFFD456789", decoded(codec, bytes));
        bytes[7] = (byte) 0xFF;
        CodecException refused = assertThrows(CodecException.class, () -> decoded(codec, bytes));
        assertEquals("malformed UTF-8 at byte 7 of a text of 11", refused.getMessage());
    }

    @Test
    void aLineFeedWithinALineIsRefused() {
        Codec<String> codec = open(Map.of());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> codec.encode("a\nb", ByteBuffer.allocate(4)));
        assertEquals("a line cannot have a line feed in it; this one has one at byte 1 of 3", refused.getMessage());
    }

    @Test
    void aPluginThatTakesOtherMessagesIsRefused() {
        QuaysideException refused = assertThrows(
                QuaysideException.class,
                () -> new LinesCodecProvider()
                        .open(Settings.none(), ByteBuffer.class, getClass().getClassLoader()));
        assertEquals("QS-303", refused.code());
    }
}
