package io.quayside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, Integer.MAX_VALUE})
    void whatIsWrittenIsRead(int length) {
        byte[] bytes = Varint.bytes(length);
        assertEquals(Varint.size(length), bytes.length);
        assertEquals(length, Varint.read(ByteBuffer.wrap(bytes)));
        ByteBuffer part = ByteBuffer.wrap(bytes, 0, bytes.length - 1);
        assertEquals(Varint.INCOMPLETE, Varint.read(part));
        assertEquals(0, part.position());
    }

    @Test
    void whatGoesOnForEverIsNoLength() {
        byte[] bytes = {-1, -1, -1, -1, -1};
        assertThrows(IllegalArgumentException.class, () -> Varint.read(ByteBuffer.wrap(bytes)));
    }
}
