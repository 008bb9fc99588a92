package io.quayside.codec.basic;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.tck.codec.CodecContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;

class BytesCodecContractTest extends CodecContract<ByteBuffer> {
    private static final int LARGEST = 2000;

    @Override
    protected Codec<ByteBuffer> codec() {
        Settings settings = Settings.of(Map.of("max-frame", LARGEST));
        return new BytesCodecProvider()
                .open(settings, ByteBuffer.class, getClass().getClassLoader());
    }

    @Override
    protected int largestSample() {
        return LARGEST;
    }

    /** Also with a position that isn't zero, and with something behind the limit; on and off the heap; read-only. */
    @Override
    protected ByteBuffer sample(int size, Random random) {
        byte[] bytes = new byte[size + random.nextInt(5)];
        random.nextBytes(bytes);
        ByteBuffer buffer = random.nextBoolean()
                ? ByteBuffer.wrap(bytes)
                : ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
        int before = random.nextInt(bytes.length - size + 1);
        buffer.position(before).limit(before + size);
        return random.nextBoolean() ? buffer : buffer.asReadOnlyBuffer();
    }

    @Override
    protected ByteBuffer tooLarge() {
        return ByteBuffer.allocate(LARGEST + 1);
    }

    @Override
    protected ByteBuffer keep(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    protected List<byte[]> hostileLengths() {
        return List.of(
                bytes(0xD1, 0x0F),
                bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x07),
                bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x0F),
                bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00));
    }
}
