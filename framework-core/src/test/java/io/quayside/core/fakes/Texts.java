package io.quayside.core.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;
import io.quayside.api.codec.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Codecs for texts, which can be read in a failed assertion. */
public final class Texts implements Payload<String> {
    /** Bytes before each text in the frames of {@link #prefixed}. */
    public static final int PREFIX = 4;

    private Texts() {}

    /** A line each; how long it will be isn't known before its end is here. */
    public static Codec<String> lines(int maximum) {
        return new FramedCodec<>(Framings.lines(maximum), new Texts());
    }

    /** Frames that begin with their length. */
    public static Codec<String> prefixed(int maximum) {
        return new FramedCodec<>(Framings.lengthField(PREFIX, maximum), new Texts());
    }

    /** The bytes of lines, as they are sent. */
    public static String asLines(String... texts) {
        return Arrays.stream(texts).map(text -> text + "\n").collect(Collectors.joining());
    }

    /** The bytes of frames with a length, as they are sent. */
    public static byte[] asPrefixed(String... texts) {
        ByteBuffer bytes = ByteBuffer.allocate(
                Arrays.stream(texts).mapToInt(text -> PREFIX + text.length()).sum());
        for (String text : texts) {
            bytes.putInt(text.length()).put(text.getBytes(UTF_8));
        }
        return bytes.array();
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public String decode(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return new String(bytes, UTF_8);
    }

    @Override
    public int encodedSize(String message) {
        return message.getBytes(UTF_8).length;
    }

    @Override
    public void encode(String message, ByteBuffer out) {
        out.put(message.getBytes(UTF_8));
    }
}
