package io.quayside.examples.resp;

import io.quayside.api.codec.Codec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * RESP2 to values and back. First a value is scanned, which costs little and takes nothing; only when all of it is here is
 * something made of it. A large array that comes in many pieces is scanned again with each, header by header.
 */
final class RespCodec implements Codec<Resp> {
    private final int largest;

    /** @param largest bytes of the largest value, its headers included */
    RespCodec(int largest) {
        this.largest = largest;
    }

    @Override
    public Class<Resp> messageType() {
        return Resp.class;
    }

    @Override
    public int maximumFrameSize() {
        return largest;
    }

    @Override
    public @Nullable Resp decode(ByteBuffer in, ByteBuffer view) {
        int size = frameSize(in);
        if (size == UNKNOWN || size > in.remaining()) {
            return null;
        }
        return RespReader.read(in, in.position() + size);
    }

    @Override
    public int frameSize(ByteBuffer in) {
        return new RespScan(in, largest).size();
    }

    @Override
    public int encodedSize(Resp message) {
        long size = RespWriter.size(message);
        if (size > largest) {
            throw new IllegalArgumentException("a value of " + size + " bytes; the most allowed here is " + largest);
        }
        return (int) size;
    }

    @Override
    public void encode(Resp message, ByteBuffer out) {
        RespWriter.write(message, out);
    }
}
