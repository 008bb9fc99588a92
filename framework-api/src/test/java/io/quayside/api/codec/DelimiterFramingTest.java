package io.quayside.api.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelimiterFramingTest {
    private final Codec<String> codec =
            new FramedCodec<>(Framings.delimiter(new byte[] {'\r', '\n', '\r', '\n'}, 8), new CharsPayload());

    @Test
    void takesTheFirstDelimiterThereIs() {
        byte[] stream = "one\r\n\r\n\r\n\r\n12345678\r\n\r\n\r\r\n\r\n".getBytes(ISO_8859_1);
        assertEquals(List.of("one", "", "12345678", "\r"), Frames.received(codec, stream));
        assertEquals(12, codec.maximumFrameSize());
    }

    @Test
    void refusesAFrameThatDoesNotEnd() {
        ByteBuffer in = ByteBuffer.wrap("123456789\r\n\r\n".getBytes(ISO_8859_1));
        CodecException refused = assertThrows(CodecException.class, () -> codec.decode(in, in.duplicate()));
        assertEquals("a frame doesn't end within 8 bytes, the largest allowed here", refused.getMessage());
    }

    @Test
    void refusesToWriteTheDelimiterWithinAMessage() {
        ByteBuffer out = ByteBuffer.allocate(12);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> codec.encode("a\r\n\r\nb", out));
        assertEquals("a frame's delimiter shows up in a message, at byte 1 of 6", refused.getMessage());
        assertEquals(ByteBuffer.allocate(12), out);
    }

    @Test
    void refusesToWriteAMessageWhoseEndMakesADelimiterWithTheDelimiter() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> codec.encode("ab\r\n", ByteBuffer.allocate(12)));
        assertEquals("a frame's delimiter shows up in a message, at byte 2 of 4", refused.getMessage());
    }

    @Test
    void keepsNoGripOnTheCallersArray() {
        byte[] delimiter = {0};
        Codec<String> zeros = new FramedCodec<>(Framings.delimiter(delimiter, 8), new CharsPayload());
        delimiter[0] = 1;
        assertEquals("hi\0", new String(Frames.encoded(zeros, "hi"), ISO_8859_1));
    }
}
