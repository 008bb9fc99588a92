package io.quayside.benchmarks.load;

import io.quayside.benchmarks.wire.PlainGroup;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The {@link PlainGroup}: what is delivered is the request's own payload, with its number in it. */
final class PlainGroupTexts implements Group {
    private static final int HEADER = 1 + Long.BYTES;

    private final byte[] payload;

    PlainGroupTexts(int payloadSize) {
        if (payloadSize < HEADER) {
            throw new IllegalArgumentException("a payload of less than " + HEADER + " bytes");
        }
        payload = new byte[payloadSize];
        new SplittableRandom(payloadSize).nextBytes(payload);
        payload[0] = PlainGroup.TEXT;
    }

    @Override
    public void enter(BlockingFrames connection, int number) throws IOException {
        connection.write(new byte[] {PlainGroup.ENTER});
        checkAnswer(ByteBuffer.wrap(connection.read()), 0);
    }

    @Override
    public void settle(BlockingFrames connection) {
        connection.requireEmpty();
    }

    @Override
    public ByteBuffer request(long number) {
        return BlockingFrames.frame(numbered(number));
    }

    @Override
    public void checkDelivery(ByteBuffer delivered, long number) {
        if (delivered.mismatch(ByteBuffer.wrap(numbered(number))) >= 0) {
            throw new WrongAnswer("delivery " + number + " is wrong");
        }
    }

    @Override
    public void checkAnswer(ByteBuffer answer, long number) {
        if (answer.mismatch(ByteBuffer.wrap(new byte[] {PlainGroup.DONE})) >= 0) {
            throw new WrongAnswer("the answer to request " + number + " is wrong");
        }
    }

    private byte[] numbered(long number) {
        ByteBuffer.wrap(payload).putLong(1, number);
        return Arrays.copyOf(payload, payload.length);
    }
}
