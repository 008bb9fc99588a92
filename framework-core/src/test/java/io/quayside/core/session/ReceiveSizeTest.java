package io.quayside.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReceiveSizeTest {
    private final ReceiveSize size = new ReceiveSize(32 << 10);

    private void received(int bytes, int capacity) {
        ByteBuffer filled = ByteBuffer.allocate(capacity);
        filled.position(bytes);
        size.received(filled);
    }

    @Test
    void beginsSmall() {
        assertEquals(512, size.nextSize());
        assertFalse(size.shouldChange(512));
    }

    @Test
    void growsAsSoonAsOneIsFilledToTheEnd() {
        received(512, 512);
        assertEquals(4096, size.nextSize());
        assertTrue(size.shouldChange(512));
        received(4096, 4096);
        assertEquals(32 << 10, size.nextSize());
        received(32 << 10, 32 << 10);
        assertEquals(32 << 10, size.nextSize(), "and no further than the limit");
    }

    @Test
    void shrinksWhenLittleComesAgainAndAgain() {
        received(512, 512);
        for (int i = 0; i < 3; i++) {
            received(100, 4096);
            assertFalse(size.shouldChange(4096), "not for a few small ones");
        }
        received(100, 4096);
        assertTrue(size.shouldChange(4096));
        assertEquals(512, size.nextSize());
        assertFalse(size.shouldChange(512));
    }

    @Test
    void staysWhileMuchComesInBetween() {
        received(512, 512);
        for (int i = 0; i < 10; i++) {
            received(100, 4096);
            received(2000, 4096);
        }
        assertEquals(4096, size.nextSize());
        assertFalse(size.shouldChange(4096));
    }

    @Test
    void aContextThatHeldOneLargeFrameIsGivenBack() {
        assertTrue(size.shouldChange(1 << 20));
        assertFalse(size.shouldChange(32 << 10), "that may come in handy");
    }

    @Test
    void aLowLimitIsKept() {
        ReceiveSize low = new ReceiveSize(64);
        assertEquals(64, low.nextSize());
        ByteBuffer full = ByteBuffer.allocate(64);
        full.position(64);
        low.received(full);
        assertEquals(64, low.nextSize());
    }

    @Test
    void isAsNewAfterAReset() {
        received(512, 512);
        size.reset();
        assertEquals(512, size.nextSize());
    }
}
