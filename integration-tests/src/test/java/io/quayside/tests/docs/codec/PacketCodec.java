package io.quayside.tests.docs.codec;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A byte that tells the kind; after that of data, a length of four bytes and as many bytes. */
final class PacketCodec implements Codec<Packet> {
    private static final byte PING = 'P';
    private static final byte DATA = 'D';
    private static final int HEADER = 1 + Integer.BYTES;
    private static final Packet.Ping A_PING = new Packet.Ping();

    private final int mostData;

    PacketCodec(int mostData) {
        this.mostData = mostData;
    }

    @Override
    public Class<Packet> messageType() {
        return Packet.class;
    }

    @Override
    public int maximumFrameSize() {
        return HEADER + mostData;
    }

    @Override
    public int frameSize(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return UNKNOWN;
        }
        byte kind = in.get(in.position());
        if (kind == PING) {
            return 1;
        }
        if (kind != DATA) {
            throw new CodecException("a packet begins with " + PING + " or " + DATA + "; this one with " + kind);
        }
        return in.remaining() < HEADER ? UNKNOWN : HEADER + allowed(in.getInt(in.position() + 1));
    }

    /** A negative length is one of two gibibytes or more. */
    private int allowed(int length) {
        if (length < 0 || length > mostData) {
            throw new CodecException("data of " + Integer.toUnsignedString(length)
                    + " bytes is announced; the most allowed here is " + mostData);
        }
        return length;
    }

    @Override
    public @Nullable Packet decode(ByteBuffer in, ByteBuffer view) {
        int size = frameSize(in);
        if (size == UNKNOWN || size > in.remaining()) {
            return null;
        }
        int start = in.position();
        in.position(start + size);
        return size == 1 ? A_PING : new Packet.Data(view.limit(start + size).position(start + HEADER));
    }

    @Override
    public int encodedSize(Packet packet) {
        if (!(packet instanceof Packet.Data data)) {
            return 1;
        }
        int size = data.bytes().remaining();
        if (size > mostData) {
            throw new IllegalArgumentException("data of " + size + " bytes; the most allowed here is " + mostData);
        }
        return HEADER + size;
    }

    @Override
    public void encode(Packet packet, ByteBuffer out) {
        if (packet instanceof Packet.Data data) {
            out.put(DATA).putInt(data.bytes().remaining()).put(data.bytes().duplicate());
        } else {
            out.put(PING);
        }
    }
}
