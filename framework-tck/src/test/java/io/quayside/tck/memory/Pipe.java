package io.quayside.tck.memory;

import java.nio.ByteBuffer;

/** Bytes on their way in one direction, up to a capacity; guarded by its world. */
final class Pipe {
    private static final int CAPACITY = 50_000;

    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY); // between 0 and position
    private boolean ended;
    private boolean reset;
    private boolean abandoned;
    private Runnable reader = () -> {};
    private Runnable writer = () -> {};

    /** Who is to be woken when there is something to read. */
    void reader(Runnable wake) {
        reader = wake;
    }

    /** Who is to be woken when there is room. */
    void writer(Runnable wake) {
        writer = wake;
    }

    int available() {
        return reset ? 0 : bytes.position();
    }

    boolean hasRoom() {
        return bytes.hasRemaining();
    }

    /** Takes as much as there is room for; answers how much. */
    int write(ByteBuffer from) {
        int count = Math.min(from.remaining(), bytes.remaining());
        ByteBuffer part = from.duplicate();
        bytes.put(part.limit(part.position() + count));
        from.position(from.position() + count);
        reader.run();
        return count;
    }

    /** Gives as much as there is, and room for it; answers how much. */
    int read(ByteBuffer into) {
        int count = Math.min(into.remaining(), available());
        bytes.flip();
        ByteBuffer part = bytes.duplicate();
        into.put(part.limit(part.position() + count));
        bytes.position(bytes.position() + count).compact();
        writer.run();
        return count;
    }

    /** All was read, and there will be no more. */
    boolean atEnd() {
        return ended && !reset && available() == 0;
    }

    boolean isReset() {
        return reset;
    }

    /** Nobody will read what is written. */
    boolean isAbandoned() {
        return abandoned || reset;
    }

    void end() {
        ended = true;
        reader.run();
    }

    void reset() {
        reset = !atEnd();
        abandoned = true;
        reader.run();
        writer.run();
    }

    void abandon() {
        abandoned = true;
        writer.run();
    }
}
