package io.quayside.api.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Frames as bytes. */
final class Frames {
    private Frames() {}

    /** One message as the codec writes it. */
    static <M> byte[] encoded(Codec<M> codec, M message) {
        byte[] bytes = new byte[codec.encodedSize(message)];
        codec.encode(message, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** The messages of a stream that comes in one piece, until none is whole. */
    static List<String> received(Codec<String> codec, byte[] stream) {
        ByteBuffer in = ByteBuffer.allocateDirect(stream.length).put(0, stream);
        ByteBuffer view = in.duplicate();
        List<String> messages = new ArrayList<>();
        for (String message = codec.decode(in, view); message != null; message = codec.decode(in, view)) {
            messages.add(message);
        }
        return messages;
    }

    /** Bytes written as their values. */
    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
