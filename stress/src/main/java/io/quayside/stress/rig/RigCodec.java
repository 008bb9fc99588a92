package io.quayside.stress.rig;

import io.quayside.api.codec.Codec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A message is a byte; but the byte {@link #LONG} begins a frame of so many bytes that no small context holds it. */
public final class RigCodec implements Codec<Integer> {
    /** The first byte of a frame of {@link #LONG_BYTES}. */
    public static final byte LONG = 2;

    /** The size of a long frame. */
    public static final int LONG_BYTES = 600;

    @Override
    public Class<Integer> messageType() {
        return Integer.class;
    }

    @Override
    public int maximumFrameSize() {
        return LONG_BYTES;
    }

    @Override
    public @Nullable Integer decode(ByteBuffer in, ByteBuffer view) {
        if (!in.hasRemaining() || in.remaining() < frameSize(in)) {
            return null;
        }
        int first = in.get(in.position());
        in.position(in.position() + frameSize(in));
        return first;
    }

    @Override
    public int frameSize(ByteBuffer in) {
        return in.get(in.position()) == LONG ? LONG_BYTES : 1;
    }

    @Override
    public int encodedSize(Integer message) {
        return 1;
    }

    @Override
    public void encode(Integer message, ByteBuffer out) {
        out.put(message.byteValue());
    }
}
