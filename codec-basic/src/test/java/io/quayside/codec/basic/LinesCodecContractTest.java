package io.quayside.codec.basic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.tck.codec.CodecContract;
import java.util.List;
import java.util.Map;
import java.util.Random;

class LinesCodecContractTest extends CodecContract<String> {
    private static final int LARGEST = 600;
    private static final String CHARACTERS = "az \r\t\0\u00E4\u07FF\u0800\u20AC\uFFFD\uFFFF";

    @Override
    protected Codec<String> codec() {
        Settings settings = Settings.of(Map.of("max-frame", LARGEST));
        return new LinesCodecProvider().open(settings, String.class, getClass().getClassLoader());
    }

    @Override
    protected int largestSample() {
        return LARGEST;
    }

    /** The size is in bytes; the characters have from one to four of them, and the last one has one. */
    @Override
    protected String sample(int size, Random random) {
        StringBuilder text = new StringBuilder();
        int rest = size;
        while (rest >= 5) {
            String character = random.nextInt(8) == 0
                    ? Character.toString(Character.MIN_SUPPLEMENTARY_CODE_POINT + random.nextInt(1 << 20))
                    : CHARACTERS.substring(random.nextInt(CHARACTERS.length())).substring(0, 1);
            text.append(character);
            rest -= character.getBytes(UTF_8).length;
        }
        return text.append("x".repeat(rest)).toString();
    }

    @Override
    protected String tooLarge() {
        return "\u20AC".repeat(LARGEST / 3) + "x";
    }

    @Override
    protected List<byte[]> hostileLengths() {
        return List.of("x".repeat(LARGEST + 1).getBytes(UTF_8));
    }

    @Override
    protected List<byte[]> noMessages() {
        return List.of(
                bytes(0x80, '\n'),
                bytes('a', 0xC3, '\n'),
                bytes(0xC0, 0xAF, '\n'),
                bytes(0xE2, 0x82, '\n'),
                bytes(0xED, 0xA0, 0x80, '\n'),
                bytes(0xF4, 0x90, 0x80, 0x80, '\n'),
                bytes(0xEF, 0xBF, 0xBD, 0xFF, '\r', '\n'));
    }
}
