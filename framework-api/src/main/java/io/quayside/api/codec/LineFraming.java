package io.quayside.api.codec;

import java.nio.ByteBuffer;

/** The payload, then a line feed, which may come with a carriage return before it. */
final class LineFraming implements Framing {
    private static final byte LINE_FEED = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private final int maximumPayload;

    LineFraming(int maximumPayload) {
        this.maximumPayload = maximumPayload;
    }

    @Override
    public int maximumPayload() {
        return maximumPayload;
    }

    @Override
    public int maximumFrame() {
        return maximumPayload + 2;
    }

    @Override
    public int frameSize(ByteBuffer in) {
        int start = in.position();
        // Looks no further than the longest frame, or else a cut in the stream would decide what is refused.
        int there = Math.min(in.remaining(), maximumFrame());
        int end = start + there;
        int at = lineFeed(in, start, end);
        if (payloadSize(in, start, at) > maximumPayload) {
            throw TooLarge.withoutEnd(maximumPayload);
        }
        return at == end ? Codec.UNKNOWN : at + 1 - start;
    }

    /** The index of the first line feed, or the end. */
    private static int lineFeed(ByteBuffer in, int start, int end) {
        int at = start;
        while (at < end && in.get(at) != LINE_FEED) {
            at++;
        }
        return at;
    }

    /** Without the carriage return at the end: a line feed was seen behind it, or may still come. */
    private static int payloadSize(ByteBuffer in, int start, int end) {
        return end > start && in.get(end - 1) == CARRIAGE_RETURN ? end - 1 - start : end - start;
    }

    @Override
    public void unwrap(ByteBuffer frame) {
        int start = frame.position();
        frame.limit(start + payloadSize(frame, start, frame.limit() - 1));
    }

    @Override
    public int sizeAround(int payloadSize) {
        return payloadSize + 1;
    }

    @Override
    public void begin(int payloadSize, ByteBuffer out) {}

    @Override
    public void end(int payloadSize, ByteBuffer out) {
        int end = out.position();
        int start = end - payloadSize;
        int at = lineFeed(out, start, end);
        if (at < end) {
            throw new IllegalArgumentException("a line cannot have a line feed in it; this one has one at byte "
                    + (at - start) + " of " + payloadSize);
        }
        if (payloadSize(out, start, end) < payloadSize) {
            throw new IllegalArgumentException("a line cannot end with a carriage return, which readers take for a"
                    + " part of the line's end; this one of " + payloadSize + " bytes does");
        }
        out.put(LINE_FEED);
    }
}
