package io.quayside.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/** Frames behind a varint32 length. */
class VarintFramingFuzzTest {
    private final FramingCheck framing = new FramingCheck();

    @FuzzTest
    void frames(byte[] bytes) {
        Input input = new Input(bytes);
        int kind = input.next();
        int largest = input.oneOf(1, 2, 20, 127, 128, 300, 16_383, Integer.MAX_VALUE - 64);
        framing.check(kind, input, Map.of("framing", "varint32", "max-frame", largest), new VarintModel(largest));
    }
}
