package io.quayside.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.codec.basic.LinesCodecProvider;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Texts in frames; the stream is also sent as a text, of as many UTF-16 units as it has pairs of bytes. */
class TextCodecFuzzTest {
    private static final int LARGEST = 200;

    private final Memory memory = new Memory();

    @FuzzTest
    void texts(byte[] bytes) {
        Input input = new Input(bytes);
        int kind = input.next();
        Codec<String> codec = new LinesCodecProvider()
                .open(
                        Settings.of(Map.of("framing", "varint32", "max-frame", LARGEST)),
                        String.class,
                        getClass().getClassLoader());
        PayloadModel<String> model =
                new PayloadModel<>(new VarintModel(LARGEST), TextCodecFuzzTest::text, TextCodecFuzzTest::canBeSent);
        CodecCheck<String> check = new CodecCheck<>(memory, codec, model, UnaryOperator.identity());
        Pieces pieces = new Pieces(input);
        byte[] stream = input.rest();
        check.receives(kind, pieces, stream);
        check.sends(kind, units(stream));
    }

    /** Any units at all, also halves of surrogate pairs, which the JDK's decoder wouldn't let through. */
    private static String units(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            text.append((char) ((bytes[i] & 0xFF) << 8 | (bytes[i + 1] & 0xFF)));
        }
        return text.toString();
    }

    private static @Nullable String text(byte[] payload) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean canBeSent(String text) {
        try {
            return UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining() <= LARGEST;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
