package io.quayside.codec.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BytesCodecTest {
    private static final int ROUNDS = 100_000;

    private static Codec<ByteBuffer> open(Map<String, ?> values) {
        Settings settings = Settings.of(values);
        Codec<ByteBuffer> codec =
                new BytesCodecProvider().open(settings, Object.class, BytesCodecTest.class.getClassLoader());
        settings.rejectUnknown();
        return codec;
    }

    @Test
    void framesHaveAVarint32LengthAndUpToOneMebibyte() {
        assertEquals((1 << 20) + 5, open(Map.of()).maximumFrameSize());
        assertEquals(ByteBuffer.class, open(Map.of()).messageType());
    }

    @Test
    void theFramingIsASetting() {
        assertEquals(1026, open(Map.of("framing", "length2", "max-frame", "1k")).maximumFrameSize());
        assertEquals(64, open(Map.of("framing", "fixed", "size", 64)).maximumFrameSize());
    }

    @Test
    void aMessageIsTheViewItself() {
        ByteBuffer in = ByteBuffer.wrap(new byte[] {2, 7, 8, 0, 1});
        ByteBuffer view = in.duplicate();
        Codec<ByteBuffer> codec = open(Map.of());
        assertSame(view, codec.decode(in, view));
        assertEquals(ByteBuffer.wrap(new byte[] {7, 8}), view);
        assertSame(view, codec.decode(in, view));
        assertEquals(ByteBuffer.allocate(0), view, "a frame of no bytes is a message of no bytes");
    }

    @Test
    void aMessageKeepsItsPositionAndLimit() {
        ByteBuffer message = ByteBuffer.allocate(10).position(3).limit(7);
        ByteBuffer out = ByteBuffer.allocate(5);
        Codec<ByteBuffer> codec = open(Map.of());
        assertEquals(5, codec.encodedSize(message));
        codec.encode(message, out);
        assertEquals(3, message.position());
        assertEquals(7, message.limit());
        assertEquals(5, out.position());
    }

    @Test
    void aPluginThatTakesOtherMessagesIsRefused() {
        QuaysideException refused = assertThrows(
                QuaysideException.class,
                () -> new BytesCodecProvider()
                        .open(Settings.none(), String.class, getClass().getClassLoader()));
        assertEquals("QS-303", refused.code());
        assertTrue(refused.getMessage().contains("java.nio.ByteBuffer"), refused.getMessage());
        assertTrue(refused.getMessage().contains("java.lang.String"), refused.getMessage());
    }

    @Test
    void nothingIsAllocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled());
        Codec<ByteBuffer> codec = open(Map.of());
        ByteBuffer message = ByteBuffer.allocateDirect(200);
        ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
        ByteBuffer view = buffer.duplicate();
        sendAndReceive(codec, message, buffer, view);

        long before = threads.getCurrentThreadAllocatedBytes();
        sendAndReceive(codec, message, buffer, view);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < ROUNDS, () -> allocated + " bytes in " + ROUNDS + " rounds");
    }

    private static void sendAndReceive(
            Codec<ByteBuffer> codec, ByteBuffer message, ByteBuffer buffer, ByteBuffer view) {
        for (int i = 0; i < ROUNDS; i++) {
            message.limit(i % 200);
            buffer.clear();
            int size = codec.encodedSize(message);
            codec.encode(message, buffer);
            buffer.flip();
            ByteBuffer decoded = codec.decode(buffer, view);
            if (size == 0 || decoded == null || decoded.remaining() != i % 200) {
                throw new AssertionError("round " + i);
            }
        }
    }
}
