package io.quayside.transport.uring;

import io.quayside.transport.uring.ring.BufferRing;
import io.quayside.transport.uring.ring.Ring;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The buffers that a worker's ring receives into: the kernel takes one when bytes have come, and a connection gives it back
 * when it has handed them over. The worker's alone.
 */
final class ReceiveBuffers implements AutoCloseable {
    /** Bytes in each. */
    static final int SIZE = 8 << 10;

    /** Between two of them: otherwise the first bytes of all would fall into the same few lines of the processor's cache. */
    private static final int GAP = 64;

    private static final int GROUP = 1;

    private final BufferRing ring;
    private final ByteBuffer[] buffers;

    private ReceiveBuffers(BufferRing ring, ByteBuffer[] buffers) {
        this.ring = ring;
        this.buffers = buffers;
    }

    /** So many buffers, all of them with the kernel. */
    static ReceiveBuffers open(Ring ring, int count) throws IOException {
        ByteBuffer slab = ByteBuffer.allocateDirect(count * (SIZE + GAP));
        ByteBuffer[] buffers = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            buffers[i] = slab.slice(i * (SIZE + GAP), SIZE);
        }
        ReceiveBuffers opened = new ReceiveBuffers(BufferRing.open(ring, GROUP, count), buffers);
        for (int i = 0; i < count; i++) {
            opened.giveBack(i);
        }
        return opened;
    }

    /** To be received into. */
    BufferRing ring() {
        return ring;
    }

    /** The bytes of a buffer that the kernel has filled, from its beginning on. */
    ByteBuffer get(int number) {
        return buffers[number];
    }

    /** Lets the kernel fill it again. */
    void giveBack(int number) {
        ring.provide(buffers[number], number);
        ring.publish();
    }

    @Override
    public void close() {
        ring.close();
    }
}
