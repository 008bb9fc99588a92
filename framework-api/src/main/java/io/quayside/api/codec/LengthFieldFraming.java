package io.quayside.api.codec;

import java.nio.ByteBuffer;

/** A big-endian unsigned length of 1 to 4 bytes, then the payload; whatever byte order the buffers are set to. */
final class LengthFieldFraming implements Framing {
    private final int lengthBytes;
    private final int maximumPayload;

    LengthFieldFraming(int lengthBytes, int maximumPayload) {
        this.lengthBytes = lengthBytes;
        this.maximumPayload = (int) Math.min(maximumPayload, (1L << (8 * lengthBytes)) - 1);
    }

    @Override
    public int maximumPayload() {
        return maximumPayload;
    }

    @Override
    public int maximumFrame() {
        return lengthBytes + maximumPayload;
    }

    @Override
    public int frameSize(ByteBuffer in) {
        if (in.remaining() < lengthBytes) {
            return Codec.UNKNOWN;
        }
        int start = in.position();
        long payload = 0;
        for (int i = 0; i < lengthBytes; i++) {
            payload = payload << 8 | (in.get(start + i) & 0xFF);
        }
        if (payload > maximumPayload) {
            throw TooLarge.announced(payload, maximumPayload);
        }
        return lengthBytes + (int) payload;
    }

    @Override
    public void unwrap(ByteBuffer frame) {
        frame.position(frame.position() + lengthBytes);
    }

    @Override
    public int sizeAround(int payloadSize) {
        return lengthBytes + payloadSize;
    }

    @Override
    public void begin(int payloadSize, ByteBuffer out) {
        for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8) {
            out.put((byte) (payloadSize >>> shift));
        }
    }
}
