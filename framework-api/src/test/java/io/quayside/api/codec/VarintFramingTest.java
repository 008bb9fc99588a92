package io.quayside.api.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarintFramingTest {
    private final Framing framing = Framings.varint32(1 << 20);

    @ParameterizedTest
    @CsvSource({"0, 00", "1, 01", "127, 7f", "128, 8001", "300, ac02", "16383, ff7f", "16384, 808001", "1048576, 808040"
    })
    void writesAndReadsTheShortestLength(int payload, String header) {
        byte[] expected = HexFormat.of().parseHex(header);
        ByteBuffer out = ByteBuffer.allocate(5);
        framing.begin(payload, out);
        byte[] written = new byte[out.flip().remaining()];
        out.get(0, written);
        assertArrayEquals(expected, written);
        assertEquals(payload + expected.length, framing.sizeAround(payload));
        assertEquals(payload + expected.length, framing.frameSize(out));
    }

    @ParameterizedTest
    @ValueSource(ints = {268435455, 268435456, Integer.MAX_VALUE - 64})
    void countsTheBytesOfLargeLengths(int payload) {
        Framing large = Framings.varint32(Integer.MAX_VALUE - 64);
        ByteBuffer out = ByteBuffer.allocate(5);
        large.begin(payload, out);
        assertEquals(payload + out.position(), large.sizeAround(payload));
        assertEquals(payload + out.position(), large.frameSize(out.flip()));
    }

    @Test
    void takesALengthPaddedToFiveBytes() {
        ByteBuffer frame = ByteBuffer.wrap(Frames.bytes(0x82, 0x80, 0x80, 0x80, 0x00, 'h', 'i'));
        assertEquals(7, framing.frameSize(frame));
        framing.unwrap(frame);
        assertEquals(5, frame.position());
        assertEquals(7, frame.limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "ff", "ffff", "ffffff", "ffffffff"})
    void cannotTellWithTheLengthCutOff(String header) {
        assertEquals(
                Codec.UNKNOWN, framing.frameSize(ByteBuffer.wrap(HexFormat.of().parseHex(header))));
    }

    @ParameterizedTest
    @CsvSource({
        "818040, 1048577",
        "ffffffff07, 2147483647",
        "8080808008, 2147483648",
        "ffffffff0f, 4294967295",
        "ffffffff7f, 34359738367"
    })
    void refusesLargeLengthsWithTheFigures(String header, String announced) {
        ByteBuffer in = ByteBuffer.wrap(HexFormat.of().parseHex(header));
        CodecException refused = assertThrows(CodecException.class, () -> framing.frameSize(in));
        assertEquals(
                "a frame of " + announced + " bytes is announced; the largest allowed here is 1048576",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080808080", "ffffffffff", "ffffffffffffffffff01", "8080808080808080808000"})
    void refusesLengthsOfMoreThanFiveBytes(String header) {
        ByteBuffer in = ByteBuffer.wrap(HexFormat.of().parseHex(header));
        CodecException refused = assertThrows(CodecException.class, () -> framing.frameSize(in));
        assertEquals(
                "the length of a frame goes on after 5 bytes, which is the most that a varint32 has",
                refused.getMessage());
    }
}
