package io.quayside.api.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthFieldFramingTest {
    @ParameterizedTest
    @CsvSource({"1, 200, c8", "2, 258, 0102", "3, 66051, 010203", "4, 16909060, 01020304", "4, 7, 00000007"})
    void isBigEndianWhateverTheBuffersOrder(int lengthBytes, int payload, String header) {
        Framing framing = Framings.lengthField(lengthBytes, 1 << 30);
        ByteBuffer out = ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
        framing.begin(payload, out);
        assertArrayEquals(HexFormat.of().parseHex(header), out.array());
        assertEquals(lengthBytes + payload, framing.frameSize(out.flip()));
        assertEquals(lengthBytes + payload, framing.sizeAround(payload));
    }

    @Test
    void allowsNoMoreThanTheLengthCanTell() {
        assertEquals(255, Framings.lengthField(1, 1 << 20).maximumPayload());
        assertEquals(65_535, Framings.lengthField(2, 1 << 20).maximumPayload());
        assertEquals(1 << 20, Framings.lengthField(3, 1 << 20).maximumPayload());
        assertEquals((1 << 24) - 1, Framings.lengthField(3, 1 << 30).maximumPayload());
        assertEquals(1 << 30, Framings.lengthField(4, 1 << 30).maximumPayload());
        assertEquals(257, Framings.lengthField(2, 255).maximumFrame());
    }

    @Test
    void readsFourBytesAsUnsigned() {
        Framing framing = Framings.lengthField(4, 1000);
        ByteBuffer in = ByteBuffer.wrap(Frames.bytes(0xFF, 0xFF, 0xFF, 0xFF));
        CodecException refused = assertThrows(CodecException.class, () -> framing.frameSize(in));
        assertEquals(
                "a frame of 4294967295 bytes is announced; the largest allowed here is 1000", refused.getMessage());
    }
}
