package io.quayside.fuzz;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.codec.basic.BytesCodecProvider;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Puts a framing through C1 to C5, by the codec that shows frames as they are. What a framing's input looks like: kind of
 * memory, what its target chooses, pieces, stream. What is left of the stream is also sent as a message.
 */
final class FramingCheck {
    private final Memory memory = new Memory();

    /** Checks one framing on the rest of the input. */
    void check(int kind, Input input, Map<String, ?> settings, Model<ByteBuffer> model) {
        Codec<ByteBuffer> codec = new BytesCodecProvider()
                .open(Settings.of(settings), ByteBuffer.class, getClass().getClassLoader());
        CodecCheck<ByteBuffer> check = new CodecCheck<>(memory, codec, model, FramingCheck::copy);
        Pieces pieces = new Pieces(input);
        byte[] stream = input.rest();
        check.receives(kind, pieces, stream);
        check.sends(kind, ByteBuffer.wrap(stream));
    }

    private static ByteBuffer copy(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** A part of a stream as a message. */
    static ByteBuffer part(byte[] stream, int from, int size) {
        return ByteBuffer.wrap(stream, from, size).slice();
    }
}
