package io.quayside.fuzz;

import java.nio.ByteBuffer;

/** Lengths of up to five bytes, seven bits each with the lowest first, before payloads of so many bytes. */
record VarintModel(int largest) implements Model<ByteBuffer> {
    @Override
    public Outcome<ByteBuffer> next(byte[] stream, int from, int to) {
        long length = 0;
        for (int i = 0; i < 5; i++) {
            if (from + i == to) {
                return Outcome.waits();
            }
            int digit = stream[from + i] & 0xFF;
            length += (digit % 128) * (1L << (7 * i));
            if (digit < 128) {
                return payload(stream, from + i + 1, to, i + 1, length);
            }
        }
        return Outcome.refuses();
    }

    private Outcome<ByteBuffer> payload(byte[] stream, int from, int to, int digits, long length) {
        if (length > largest) {
            return Outcome.refuses();
        }
        return length > to - from
                ? Outcome.waits()
                : Outcome.message(digits + (int) length, FramingCheck.part(stream, from, (int) length));
    }

    @Override
    public boolean canSend(ByteBuffer message) {
        return message.remaining() <= largest;
    }
}
