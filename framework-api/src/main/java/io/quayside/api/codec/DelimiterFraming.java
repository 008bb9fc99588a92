package io.quayside.api.codec;

import java.nio.ByteBuffer;

/** The payload, then a delimiter. */
final class DelimiterFraming implements Framing {
    private final byte[] delimiter;
    private final int maximumPayload;

    /** Takes the array over. */
    DelimiterFraming(byte[] delimiter, int maximumPayload) {
        this.delimiter = delimiter;
        this.maximumPayload = maximumPayload;
    }

    @Override
    public int maximumPayload() {
        return maximumPayload;
    }

    @Override
    public int maximumFrame() {
        return maximumPayload + delimiter.length;
    }

    @Override
    public int frameSize(ByteBuffer in) {
        int there = Math.min(in.remaining(), maximumFrame());
        int payload = payloadSize(in, in.position(), there);
        if (payload != Codec.UNKNOWN) {
            return payload + delimiter.length;
        }
        if (there == maximumFrame()) {
            throw TooLarge.withoutEnd(maximumPayload);
        }
        return Codec.UNKNOWN;
    }

    /** How many of the bytes stand before the first delimiter that is wholly among them. */
    private int payloadSize(ByteBuffer bytes, int start, int count) {
        for (int payload = 0; payload <= count - delimiter.length; payload++) {
            if (delimiterAt(bytes, start + payload)) {
                return payload;
            }
        }
        return Codec.UNKNOWN;
    }

    private boolean delimiterAt(ByteBuffer bytes, int index) {
        for (int i = 0; i < delimiter.length; i++) {
            if (bytes.get(index + i) != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void unwrap(ByteBuffer frame) {
        frame.limit(frame.limit() - delimiter.length);
    }

    @Override
    public int sizeAround(int payloadSize) {
        return payloadSize + delimiter.length;
    }

    @Override
    public void begin(int payloadSize, ByteBuffer out) {}

    @Override
    public void end(int payloadSize, ByteBuffer out) {
        int start = out.position() - payloadSize;
        out.put(delimiter);
        // Searched after writing: the payload's end and the delimiter's beginning may make a delimiter together.
        int found = payloadSize(out, start, payloadSize + delimiter.length);
        if (found < payloadSize) {
            throw new IllegalArgumentException(
                    "a frame's delimiter shows up in a message, at byte " + found + " of " + payloadSize);
        }
    }
}
