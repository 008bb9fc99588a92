package io.quayside.api.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FramedCodecTest {
    /** Announces one byte more than it writes, or as many as it is asked for. */
    private record Liar(int lie) implements Payload<ByteBuffer> {
        @Override
        public Class<ByteBuffer> messageType() {
            return ByteBuffer.class;
        }

        @Override
        public ByteBuffer decode(ByteBuffer payload) {
            return payload;
        }

        @Override
        public int encodedSize(ByteBuffer message) {
            return message.remaining() + lie;
        }

        @Override
        public void encode(ByteBuffer message, ByteBuffer out) {
            out.put(message.duplicate());
        }
    }

    @Test
    void handsOutTheViewWithTheFramesPayload() {
        Codec<ByteBuffer> codec = new FramedCodec<>(Framings.varint32(100), new Liar(0));
        ByteBuffer in = ByteBuffer.wrap(Frames.bytes(9, 3, 'a', 'b', 'c', 2)).position(1);
        ByteBuffer view = in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer message = codec.decode(in, view);
        assertSame(view, message);
        assertEquals(2, message.position());
        assertEquals(5, message.limit());
        assertEquals(ByteOrder.BIG_ENDIAN, message.order(), "the order that a former user of the view has set");
        assertEquals(5, in.position());
    }

    @Test
    void aPayloadThatWritesLessThanAnnouncedIsFound() {
        Codec<ByteBuffer> codec = new FramedCodec<>(Framings.varint32(100), new Liar(1));
        ByteBuffer out = ByteBuffer.allocate(10).position(1);
        IllegalStateException found = assertThrows(
                IllegalStateException.class, () -> codec.encode(ByteBuffer.wrap(Frames.bytes(1, 2, 3)), out));
        assertTrue(found.getMessage().endsWith("Liar announced 4 bytes and wrote 3 of them"), found.getMessage());
        assertEquals(1, out.position());
        assertEquals(ByteBuffer.allocate(10), out.position(0), "something of the message was left behind");
    }

    @Test
    void aPayloadThatWritesMoreThanAnnouncedIsFound() {
        Codec<ByteBuffer> codec = new FramedCodec<>(Framings.varint32(100), new Liar(-1));
        assertThrows(
                IllegalStateException.class,
                () -> codec.encode(ByteBuffer.wrap(Frames.bytes(1, 2, 3)), ByteBuffer.allocate(10)));
    }

    @Test
    void tellsBothFiguresOfAMessageThatIsTooLarge() {
        Codec<String> codec = new FramedCodec<>(Framings.varint32(100), new CharsPayload());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> codec.encodedSize("x".repeat(101)));
        assertEquals("a message of 101 bytes; the largest allowed here is 100", refused.getMessage());
    }

    @Test
    void fixedFramesTakeNoOtherSize() {
        Codec<String> codec = new FramedCodec<>(Framings.fixed(4), new CharsPayload());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> codec.encodedSize("abc"));
        assertEquals("a message of 3 bytes; all frames here have 4", refused.getMessage());
    }

    @Test
    void aCodecWhoseMessagesThePluginCannotTakeIsRefused() {
        QuaysideException refused = assertThrows(
                QuaysideException.class, () -> Codec.requireTaken("bytes", ByteBuffer.class, String.class));
        assertEquals("QS-303", refused.code());
        assertEquals(
                "codec bytes makes messages of type java.nio.ByteBuffer, and the plugin takes java.lang.String;"
                        + " choose a codec for the endpoint that makes those, or another plugin",
                refused.getMessage());
        Codec.requireTaken("bytes", ByteBuffer.class, ByteBuffer.class);
        Codec.requireTaken("bytes", ByteBuffer.class, Comparable.class);
        Codec.requireTaken("bytes", ByteBuffer.class, Object.class);
    }
}
