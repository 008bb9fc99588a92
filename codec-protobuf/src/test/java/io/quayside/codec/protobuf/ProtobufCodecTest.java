package io.quayside.codec.protobuf;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.UninterpretedOption.NamePart;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufCodecTest {
    @SuppressWarnings("unchecked") // Generated types are all messages.
    private static Codec<Message> open(Class<? extends Message> type, Map<String, ?> values) {
        Settings settings = Settings.of(values);
        Codec<Message> codec = (Codec<Message>)
                new ProtobufCodecProvider().open(settings, type, ProtobufCodecTest.class.getClassLoader());
        settings.rejectUnknown();
        return codec;
    }

    private static byte[] delimited(Message message) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        assertDoesNotThrow(() -> message.writeDelimitedTo(stream));
        return stream.toByteArray();
    }

    private static Envelope nested(int depth) {
        Envelope envelope = Envelope.getDefaultInstance();
        for (int i = 1; i < depth; i++) {
            envelope = Envelope.newBuilder().setForwarded(envelope).build();
        }
        return envelope;
    }

    private static Message decoded(Codec<Message> codec, Message message) {
        ByteBuffer in = ByteBuffer.wrap(delimited(message));
        return codec.decode(in, in.duplicate());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageStaysWhenTheReceiveBufferIsUsedAgain(boolean direct) {
        Envelope sent = Envelope.newBuilder()
                .setData(Data.newBuilder().setContent(ByteString.copyFromUtf8("some content")))
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFromUtf8("from a later version"))
                                        .build())
                        .build())
                .build();
        byte[] bytes = delimited(sent);
        ByteBuffer in = direct ? ByteBuffer.allocateDirect(bytes.length) : ByteBuffer.allocate(bytes.length);
        in.put(0, bytes);
        Message received = open(Envelope.class, Map.of()).decode(in, in.duplicate());
        in.put(0, new byte[bytes.length]);
        assertEquals(sent, received);
    }

    @Test
    void aFrameThatIsNoMessageIsRefusedWithItsTypeAndSize() {
        ByteBuffer in = ByteBuffer.wrap(new byte[] {2, 0x08, (byte) 0x80});
        CodecException refused = assertThrows(
                CodecException.class, () -> open(Envelope.class, Map.of()).decode(in, in.duplicate()));
        String expected = "a frame with a payload of 2 bytes is no io.quayside.codec.protobuf.Envelope: ";
        assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
        assertInstanceOf(IOException.class, refused.getCause());
        assertEquals(-1, refused.getMessage().indexOf('\n'), "one line is what fits a log");
    }

    @Test
    void messagesLieNoDeeperThanAllowed() {
        Codec<Message> usual = open(Envelope.class, Map.of());
        assertEquals(nested(100), decoded(usual, nested(100)));
        assertThrows(CodecException.class, () -> decoded(usual, nested(102)));

        Codec<Message> flat = open(Envelope.class, Map.of("recursion-limit", 2));
        assertEquals(nested(3), decoded(flat, nested(3)));
        assertThrows(CodecException.class, () -> decoded(flat, nested(4)));
    }

    @Test
    void theDeepestThatCanBeAllowedFitsAThreadsStack() {
        Codec<Message> deep = open(Envelope.class, Map.of("recursion-limit", 1000));
        assertThrows(CodecException.class, () -> decoded(deep, nested(1002)));
        Message received = decoded(deep, nested(1001));
        assertEquals(nested(1001).getSerializedSize(), received.getSerializedSize());
    }

    @Test
    void aMessageThatLacksWhatIsRequiredIsRefusedBothWays() {
        Codec<Message> codec = open(NamePart.class, Map.of());
        NamePart partial = NamePart.newBuilder().setNamePart("a").buildPartial();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> codec.encodedSize(partial));
        assertEquals(
                "a " + NamePart.class.getName() + " without is_extension, which it has to have", refused.getMessage());
        assertThrows(CodecException.class, () -> decoded(codec, partial));
    }

    @Test
    void aMessageOfAnotherTypeIsNotSent() {
        Codec<Message> codec = open(Envelope.class, Map.of());
        assertThrows(ClassCastException.class, () -> codec.encodedSize(Data.getDefaultInstance()));
    }

    @Test
    void anotherFramingCarriesTheSameMessages() {
        Codec<Message> codec = open(Envelope.class, Map.of("framing", "length4", "max-frame", "2k"));
        assertEquals(2052, codec.maximumFrameSize());
        ByteBuffer out = ByteBuffer.allocateDirect(codec.encodedSize(nested(5)));
        codec.encode(nested(5), out);
        assertEquals(out.limit() - 4, out.getInt(0));
        out.flip();
        assertEquals(nested(5), codec.decode(out, out.duplicate()));
    }
}
