package io.quayside.benchmarks.servers;

import io.quayside.load.Varint;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.smartboot.socket.Protocol;
import org.smartboot.socket.transport.AioSession;

/** Frames with a varint32 length, for smart-socket; one larger than what is there is gathered in the session's attachment. */
final class SmartSocketFrames implements Protocol<byte[]> {
    @Override
    public byte @Nullable [] decode(ByteBuffer in, AioSession session) {
        ByteBuffer begun = session.getAttachment();
        if (begun == null) {
            int length = Varint.read(in);
            if (length == Varint.INCOMPLETE) {
                return null;
            }
            begun = ByteBuffer.allocate(length);
        }
        int count = Math.min(in.remaining(), begun.remaining());
        begun.put(begun.position(), in, in.position(), count).position(begun.position() + count);
        in.position(in.position() + count);
        if (begun.hasRemaining()) {
            session.setAttachment(begun);
            return null;
        }
        session.setAttachment(null);
        return begun.array();
    }
}
