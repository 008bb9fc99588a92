package io.quayside.core.session;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One encoded frame that many sessions send (S7): each posts a view of its own over the same memory, and the last view to
 * be released releases the context that holds the bytes.
 */
final class SharedFrame implements ContextHome {
    private final IoContext bytes;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** Takes a context filled from 0 to its limit; the caller holds the frame, and lets go with {@link #letGo}. */
    SharedFrame(IoContext bytes) {
        this.bytes = bytes;
    }

    int size() {
        return bytes.buffer().limit();
    }

    /** A context over the same bytes for one session; only while the caller holds the frame. */
    IoContext view() {
        holders.incrementAndGet();
        return new IoContext(this, bytes.index(), bytes.buffer().duplicate());
    }

    @Override
    public void release(IoContext view) {
        letGo();
    }

    void letGo() {
        int left = holders.decrementAndGet();
        if (left == 0) {
            bytes.release();
        } else if (left < 0) {
            throw new IllegalStateException("a view of " + bytes + " was released twice");
        }
    }

    @Override
    public String toString() {
        return "a frame shared by " + holders.get();
    }
}
