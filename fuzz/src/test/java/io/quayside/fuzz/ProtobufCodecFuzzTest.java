package io.quayside.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Value;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.chat.v1.Frame;
import io.quayside.codec.protobuf.ProtobufCodecProvider;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf messages: those of the chat, some that lie within each other, and some with required fields and extensions. What
 * they decode to is what protobuf itself makes of the same bytes in an array.
 */
class ProtobufCodecFuzzTest {
    private static final int LARGEST = 2_000;
    private static final List<Message> PROTOTYPES =
            List.of(Frame.getDefaultInstance(), Value.getDefaultInstance(), DescriptorProto.getDefaultInstance());

    private final Memory memory = new Memory();

    @FuzzTest
    void messages(byte[] bytes) {
        Input input = new Input(bytes);
        int kind = input.next();
        Message prototype = PROTOTYPES.get(input.next() % PROTOTYPES.size());
        CodecCheck<Message> check = new CodecCheck<>(
                memory,
                codec(prototype),
                new PayloadModel<>(
                        new VarintModel(LARGEST),
                        payload -> parsed(prototype, payload),
                        // Numbers below zero may come in fewer bytes than they are written in.
                        message -> message.getSerializedSize() <= LARGEST),
                UnaryOperator.identity());
        boolean framed = input.next() % 2 == 0;
        Pieces pieces = new Pieces(input);
        byte[] rest = input.rest();
        check.receives(kind, pieces, framed ? rest : frame(rest));
    }

    @SuppressWarnings("unchecked") // a codec of a message type's own class, used with messages of that class only
    private static Codec<Message> codec(Message prototype) {
        return (Codec<Message>) new ProtobufCodecProvider()
                .open(
                        Settings.of(Map.of("max-frame", LARGEST)),
                        prototype.getClass(),
                        ProtobufCodecFuzzTest.class.getClassLoader());
    }

    private static @Nullable Message parsed(Message prototype, byte[] payload) {
        try {
            return prototype.getParserForType().parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /** A frame around it, so that the fuzzer need not find the right length first. */
    static byte[] frame(byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int rest = payload.length;
        while (rest > 127) {
            frame.write(rest % 128 + 128);
            rest /= 128;
        }
        frame.write(rest);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}
