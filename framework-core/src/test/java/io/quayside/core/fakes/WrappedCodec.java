package io.quayside.core.fakes;

import io.quayside.api.codec.Codec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Another codec, for tests to change one thing about. */
public class WrappedCodec implements Codec<String> {
    private final Codec<String> inner;

    /** Does as the other one does. */
    public WrappedCodec(Codec<String> inner) {
        this.inner = inner;
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public int maximumFrameSize() {
        return inner.maximumFrameSize();
    }

    @Override
    public @Nullable String decode(ByteBuffer in, ByteBuffer view) {
        return inner.decode(in, view);
    }

    @Override
    public int frameSize(ByteBuffer in) {
        return inner.frameSize(in);
    }

    @Override
    public int encodedSize(String message) {
        return inner.encodedSize(message);
    }

    @Override
    public void encode(String message, ByteBuffer out) {
        inner.encode(message, out);
    }
}
