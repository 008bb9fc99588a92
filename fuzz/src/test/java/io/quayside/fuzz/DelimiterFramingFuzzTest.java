package io.quayside.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quayside.fuzz.Model.Outcome;
import java.nio.ByteBuffer;
import java.util.Map;

/** Frames before a delimiter. */
class DelimiterFramingFuzzTest {
    private static final String[] DELIMITERS = {";", "\r\n\r\n", "aab", "aa", "abab", "ende\u00e9", "0123456789abcdef"};

    private final FramingCheck framing = new FramingCheck();

    @FuzzTest
    void frames(byte[] bytes) {
        Input input = new Input(bytes);
        int kind = input.next();
        String delimiter = DELIMITERS[input.next() % DELIMITERS.length];
        int largest = input.oneOf(1, 2, 3, 20, 300, 4096);
        framing.check(
                kind,
                input,
                Map.of("framing", "delimiter", "delimiter", delimiter, "max-frame", largest),
                new DelimiterModel(delimiter, largest));
    }

    /** Looks at bytes as text: each is the character of the same number. */
    private record DelimiterModel(String delimiter, int largest) implements Model<ByteBuffer> {
        @Override
        public Outcome<ByteBuffer> next(byte[] stream, int from, int to) {
            String text = new String(stream, from, to - from, ISO_8859_1);
            String end = end();
            int payload = text.indexOf(end);
            if (payload >= 0 && payload <= largest) {
                return Outcome.message(payload + end.length(), FramingCheck.part(stream, from, payload));
            }
            return text.length() >= largest + end.length() ? Outcome.refuses() : Outcome.waits();
        }

        @Override
        public boolean canSend(ByteBuffer message) {
            String text = ISO_8859_1.decode(message.duplicate()).toString();
            return text.length() <= largest && (text + end()).indexOf(end()) == text.length();
        }

        private String end() {
            return new String(delimiter.getBytes(UTF_8), ISO_8859_1);
        }
    }
}
