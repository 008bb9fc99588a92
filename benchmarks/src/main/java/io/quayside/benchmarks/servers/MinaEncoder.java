package io.quayside.benchmarks.servers;

import io.quayside.load.Varint;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;

/** The other way of {@link MinaDecoder}. */
final class MinaEncoder extends ProtocolEncoderAdapter {
    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
        byte[] payload = (byte[]) message;
        IoBuffer frame = IoBuffer.allocate(Varint.size(payload.length) + payload.length);
        Varint.write(payload.length, frame.buf());
        out.write(frame.put(payload).flip());
    }
}
