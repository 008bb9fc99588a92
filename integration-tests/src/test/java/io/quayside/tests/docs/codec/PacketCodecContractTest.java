package io.quayside.tests.docs.codec;

import io.quayside.api.codec.Codec;
import io.quayside.tck.codec.CodecContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

class PacketCodecContractTest extends CodecContract<Packet> {
    private static final int MOST = 300;

    @Override
    protected Codec<Packet> codec() {
        return new PacketCodec(MOST);
    }

    @Override
    protected int largestSample() {
        return MOST;
    }

    @Override
    protected Packet sample(int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return size == 0 && random.nextBoolean() ? new Packet.Ping() : new Packet.Data(ByteBuffer.wrap(bytes));
    }

    @Override
    protected Packet keep(Packet packet) {
        if (!(packet instanceof Packet.Data data)) {
            return packet;
        }
        ByteBuffer copy = ByteBuffer.allocate(data.bytes().remaining());
        return new Packet.Data(copy.put(data.bytes().duplicate()).flip());
    }

    @Override
    protected Packet tooLarge() {
        return new Packet.Data(ByteBuffer.allocate(MOST + 1));
    }

    @Override
    protected List<byte[]> hostileLengths() {
        return List.of(bytes('D', 0x7F, 0xFF, 0xFF, 0xFF), bytes('D', 0xFF, 0xFF, 0xFF, 0xFF));
    }

    @Override
    protected List<byte[]> noMessages() {
        return List.of(bytes('X'));
    }
}
