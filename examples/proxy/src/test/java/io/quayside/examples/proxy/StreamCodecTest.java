package io.quayside.examples.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** It isn't tested by the contract of codecs: where a stream is cut shows in its messages, on purpose. */
class StreamCodecTest {
    private final StreamCodec codec = new StreamCodec(4);

    @Test
    void aMessageIsWhatIsThere() {
        ByteBuffer in = ByteBuffer.wrap(new byte[] {9, 1, 2, 3}).position(1);

        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), codec.decode(in, in.duplicate()));
        assertEquals(0, in.remaining());
        assertNull(codec.decode(in, in.duplicate()));
    }

    @Test
    void muchIsSeveralMessages() {
        ByteBuffer in = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5});
        ByteBuffer view = in.duplicate();

        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), codec.decode(in, view));
        assertEquals(ByteBuffer.wrap(new byte[] {5}), codec.decode(in, view));
    }

    @Test
    void whatIsSentStaysAsItIs() {
        ByteBuffer message = ByteBuffer.wrap(new byte[] {0, 1, 2, 3}).position(2);
        ByteBuffer out = ByteBuffer.allocate(codec.encodedSize(message));
        codec.encode(message, out);

        assertEquals(ByteBuffer.wrap(new byte[] {2, 3}), out.flip());
        assertEquals(2, message.position());
        assertThrows(IllegalArgumentException.class, () -> codec.encodedSize(ByteBuffer.allocate(5)));
    }
}
