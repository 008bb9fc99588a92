package io.quayside.api.codec;

import java.nio.ByteBuffer;

/**
 * A varint32 length, seven bits to a byte with the lowest first, then the payload. A length padded with zero bits is taken
 * as long as it has no more than five bytes, as protobuf's own readers take it; it is written in its shortest form.
 */
final class VarintFraming implements Framing {
    private static final int LONGEST_LENGTH = 5;

    private final int maximumPayload;

    VarintFraming(int maximumPayload) {
        this.maximumPayload = maximumPayload;
    }

    @Override
    public int maximumPayload() {
        return maximumPayload;
    }

    @Override
    public int maximumFrame() {
        return LONGEST_LENGTH + maximumPayload;
    }

    @Override
    public int frameSize(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return Codec.UNKNOWN;
        }
        byte first = in.get(in.position());
        return first >= 0 ? frame(1, first) : frameOfLongerLength(in, first);
    }

    private int frameOfLongerLength(ByteBuffer in, byte first) {
        // A long, because five times seven bits are more than an int has: what doesn't fit is simply too large.
        long length = first & 0x7F;
        int start = in.position();
        int there = Math.min(in.remaining(), LONGEST_LENGTH);
        for (int i = 1; i < there; i++) {
            byte next = in.get(start + i);
            length |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return frame(i + 1, length);
            }
        }
        if (there == LONGEST_LENGTH) {
            throw new CodecException("the length of a frame goes on after " + LONGEST_LENGTH
                    + " bytes, which is the most that a varint32 has");
        }
        return Codec.UNKNOWN;
    }

    private int frame(int lengthBytes, long payload) {
        if (payload > maximumPayload) {
            throw TooLarge.announced(payload, maximumPayload);
        }
        return lengthBytes + (int) payload;
    }

    @Override
    public void unwrap(ByteBuffer frame) {
        int at = frame.position();
        while (frame.get(at) < 0) {
            at++;
        }
        frame.position(at + 1);
    }

    @Override
    public int sizeAround(int payloadSize) {
        return payloadSize + lengthBytes(payloadSize);
    }

    /** One byte for every seven bits begun, and one for zero, which has no bits. */
    private static int lengthBytes(int payloadSize) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(payloadSize | 1);
        return (bits + 6) / 7;
    }

    @Override
    public void begin(int payloadSize, ByteBuffer out) {
        int rest = payloadSize;
        while (rest > 0x7F) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }
}
