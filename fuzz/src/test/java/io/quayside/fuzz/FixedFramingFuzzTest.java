package io.quayside.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quayside.fuzz.Model.Outcome;
import java.nio.ByteBuffer;
import java.util.Map;

/** Frames of one size. */
class FixedFramingFuzzTest {
    private final FramingCheck framing = new FramingCheck();

    @FuzzTest
    void frames(byte[] bytes) {
        Input input = new Input(bytes);
        int kind = input.next();
        int size = 1 + input.next();
        framing.check(kind, input, Map.of("framing", "fixed", "size", size), new FixedModel(size));
    }

    private record FixedModel(int size) implements Model<ByteBuffer> {
        @Override
        public Outcome<ByteBuffer> next(byte[] stream, int from, int to) {
            return to - from < size ? Outcome.waits() : Outcome.message(size, FramingCheck.part(stream, from, size));
        }

        @Override
        public boolean canSend(ByteBuffer message) {
            return message.remaining() == size;
        }
    }
}
