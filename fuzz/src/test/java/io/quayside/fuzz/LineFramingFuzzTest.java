package io.quayside.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quayside.fuzz.Model.Outcome;
import java.nio.ByteBuffer;
import java.util.Map;

/** Lines. */
class LineFramingFuzzTest {
    private final FramingCheck framing = new FramingCheck();

    @FuzzTest
    void frames(byte[] bytes) {
        Input input = new Input(bytes);
        int kind = input.next();
        int largest = input.oneOf(1, 2, 3, 20, 300, 4096);
        framing.check(kind, input, Map.of("framing", "lines", "max-frame", largest), new LineModel(largest));
    }

    private record LineModel(int largest) implements Model<ByteBuffer> {
        @Override
        public Outcome<ByteBuffer> next(byte[] stream, int from, int to) {
            int size = 0;
            while (from + size < to) {
                if (stream[from + size] == '\n') {
                    int payload = withoutReturn(stream, from, size);
                    return payload > largest
                            ? Outcome.refuses()
                            : Outcome.message(size + 1, FramingCheck.part(stream, from, payload));
                }
                size++;
                if (withoutReturn(stream, from, size) > largest) {
                    return Outcome.refuses();
                }
            }
            return Outcome.waits();
        }

        private static int withoutReturn(byte[] stream, int from, int size) {
            return size > 0 && stream[from + size - 1] == '\r' ? size - 1 : size;
        }

        @Override
        public boolean canSend(ByteBuffer message) {
            int size = message.remaining();
            for (int i = 0; i < size; i++) {
                byte each = message.get(message.position() + i);
                if (each == '\n' || (each == '\r' && i == size - 1)) {
                    return false;
                }
            }
            return size <= largest;
        }
    }
}
