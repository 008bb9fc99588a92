package io.quayside.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quayside.fuzz.Model.Outcome;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;

/** Frames behind a length of one to four bytes. */
class LengthFieldFramingFuzzTest {
    private final FramingCheck framing = new FramingCheck();

    @FuzzTest
    void frames(byte[] bytes) {
        Input input = new Input(bytes);
        int kind = input.next();
        int lengthBytes = input.oneOf(1, 2, 3, 4);
        int largest = input.oneOf(1, 2, 20, 255, 256, 300, Integer.MAX_VALUE - 64);
        framing.check(
                kind,
                input,
                Map.of("framing", "length" + lengthBytes, "max-frame", largest),
                new LengthModel(lengthBytes, largest));
    }

    private record LengthModel(int lengthBytes, int largest) implements Model<ByteBuffer> {
        @Override
        public Outcome<ByteBuffer> next(byte[] stream, int from, int to) {
            if (to - from < lengthBytes) {
                return Outcome.waits();
            }
            BigInteger length = new BigInteger(1, stream, from, lengthBytes);
            if (length.compareTo(BigInteger.valueOf(largest)) > 0) {
                return Outcome.refuses();
            }
            int size = length.intValueExact();
            return size > to - from - lengthBytes
                    ? Outcome.waits()
                    : Outcome.message(lengthBytes + size, FramingCheck.part(stream, from + lengthBytes, size));
        }

        @Override
        public boolean canSend(ByteBuffer message) {
            int size = message.remaining();
            return size <= largest && BigInteger.valueOf(size).bitLength() <= 8 * lengthBytes;
        }
    }
}
