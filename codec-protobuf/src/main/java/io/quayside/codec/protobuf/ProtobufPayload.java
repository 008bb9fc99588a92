package io.quayside.codec.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.quayside.api.codec.CodecException;
import io.quayside.api.codec.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One protobuf message in its binary form.
 *
 * @param <M> the generated type
 */
final class ProtobufPayload<M extends Message> implements Payload<M> {
    private final Class<M> type;
    private final Parser<? extends Message> parser;
    private final int recursionLimit;

    /** For messages of the prototype's own class. */
    @SuppressWarnings("unchecked") // The class of a generated message is final, so it is M's and no subclass's.
    ProtobufPayload(M prototype, int recursionLimit) {
        this.type = (Class<M>) prototype.getClass();
        this.parser = prototype.getParserForType();
        this.recursionLimit = recursionLimit;
    }

    @Override
    public Class<M> messageType() {
        return type;
    }

    @Override
    public M decode(ByteBuffer payload) {
        CodedInputStream in = CodedInputStream.newInstance(payload);
        in.setRecursionLimit(recursionLimit);
        try {
            Message message = parser.parseFrom(in);
            // A parser also stops at the end of a group that was never begun, with the rest of the payload unread.
            in.checkLastTagWas(0);
            return type.cast(message);
        } catch (InvalidProtocolBufferException e) {
            throw new CodecException(
                    "a frame with a payload of " + payload.remaining() + " bytes is no " + type.getName() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public int encodedSize(M message) {
        // The plugin may know its messages by a more general type: another one would be sent, and misread by the peer.
        M ours = type.cast(message);
        if (!ours.isInitialized()) {
            throw new IllegalArgumentException("a " + type.getName() + " without " + ours.getInitializationErrorString()
                    + ", which it has to have");
        }
        return ours.getSerializedSize();
    }

    @Override
    public void encode(M message, ByteBuffer out) {
        CodedOutputStream stream = CodedOutputStream.newInstance(out);
        try {
            message.writeTo(stream);
            stream.flush();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "a " + type.getName() + " has become larger than the " + message.getSerializedSize()
                            + " bytes that it announced",
                    e);
        }
    }
}
