package io.quayside.api.codec;

import java.nio.ByteBuffer;

/** Frames as bytes. */
final class Frames {
    private Frames() {}

    /** One message as the codec writes it. */
    static <M> byte[] encoded(Codec<M> codec, M message) {
        byte[] bytes = new byte[codec.encodedSize(message)];
        codec.encode(message, ByteBuffer.wrap(bytes));
        return bytes;
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
