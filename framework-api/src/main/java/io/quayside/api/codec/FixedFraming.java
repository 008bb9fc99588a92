package io.quayside.api.codec;

import java.nio.ByteBuffer;

/** Payloads of one size with nothing around them. */
final class FixedFraming implements Framing {
    private final int size;

    FixedFraming(int size) {
        this.size = size;
    }

    @Override
    public int maximumPayload() {
        return size;
    }

    @Override
    public int maximumFrame() {
        return size;
    }

    @Override
    public int frameSize(ByteBuffer in) {
        return size;
    }

    @Override
    public void unwrap(ByteBuffer frame) {}

    @Override
    public int sizeAround(int payloadSize) {
        if (payloadSize != size) {
            throw new IllegalArgumentException("a message of " + payloadSize + " bytes; all frames here have " + size);
        }
        return size;
    }

    @Override
    public void begin(int payloadSize, ByteBuffer out) {}
}
