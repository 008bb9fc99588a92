package io.quayside.testkit;

import io.quayside.api.codec.Codec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes that somebody has received, to be taken as messages. Memory that was received isn't written again, so messages may view it. */
final class Received<M> {
    private final Codec<M> codec;
    private ByteBuffer in = ByteBuffer.allocate(0);

    Received(Codec<M> codec) {
        this.codec = codec;
    }

    void add(byte[] more) {
        if (more.length > 0) {
            in = ByteBuffer.allocate(in.remaining() + more.length)
                    .put(in)
                    .put(more)
                    .flip();
        }
    }

    /** The next message; null when none is whole. */
    @Nullable M next() {
        return in.hasRemaining() ? codec.decode(in, in.duplicate()) : null;
    }

    /** How many bytes there are. */
    int waiting() {
        return in.remaining();
    }

    byte[] bytes() {
        return Arrays.copyOfRange(in.array(), in.position(), in.limit());
    }

    byte[] takeBytes() {
        byte[] taken = bytes();
        in.position(in.limit());
        return taken;
    }
}
