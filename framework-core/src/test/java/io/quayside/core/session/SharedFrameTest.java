package io.quayside.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quayside.api.pool.IoContext;
import io.quayside.core.fakes.TestPool;
import org.junit.jupiter.api.Test;

class SharedFrameTest {
    private final TestPool pool = new TestPool().with(2, 64);

    private SharedFrame frame() {
        IoContext context = pool.acquire(8);
        context.buffer().putLong(42).flip();
        context.used(8);
        return new SharedFrame(context);
    }

    @Test
    void theLastToLetGoReleasesTheBytes() {
        SharedFrame frame = frame();
        IoContext one = frame.view();
        IoContext other = frame.view();
        assertEquals(8, frame.size());
        frame.letGo();
        one.release();
        assertEquals(1, pool.statistics().inUse());
        other.release();
        pool.assertAllBack();
    }

    @Test
    void viewsAreSentIndependentlyOfEachOther() {
        SharedFrame frame = frame();
        IoContext one = frame.view();
        IoContext other = frame.view();
        assertNotSame(one.buffer(), other.buffer());
        assertEquals(42, one.buffer().getLong());
        assertEquals(8, other.buffer().remaining());
        frame.letGo();
        one.release();
        assertEquals(42, other.buffer().getLong(), "the bytes are there until the last one is done");
        other.release();
        pool.assertAllBack();
    }

    @Test
    void refusesToBeLetGoTooOften() {
        SharedFrame frame = frame();
        frame.letGo();
        assertThrows(IllegalStateException.class, frame::letGo);
        pool.assertAllBack();
    }
}
