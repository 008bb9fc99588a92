package io.quayside.benchmarks.servers;

import io.quayside.load.Varint;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.CumulativeProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;

/** Frames with a varint32 length, for MINA; each becomes an array of bytes. */
final class MinaDecoder extends CumulativeProtocolDecoder {
    @Override
    protected boolean doDecode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
        int start = in.position();
        int length = Varint.read(in.buf());
        if (length == Varint.INCOMPLETE || length > in.remaining()) {
            in.position(start);
            return false;
        }
        byte[] payload = new byte[length];
        in.get(payload);
        out.write(payload);
        return true;
    }
}
