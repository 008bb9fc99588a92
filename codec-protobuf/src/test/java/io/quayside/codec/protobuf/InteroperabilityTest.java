package io.quayside.codec.protobuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What protobuf's own library writes, this codec reads, and the other way around, byte for byte. */
class InteroperabilityTest {
    private static final List<Envelope> MESSAGES = IntStream.of(0, 1, 90, 127, 128, 129, 0, 16_383, 16_384, 200_000)
            .mapToObj(InteroperabilityTest::envelope)
            .toList();

    @SuppressWarnings("unchecked") // The codec is opened for this type.
    private final Codec<Message> codec = (Codec<Message>) new ProtobufCodecProvider()
            .open(Settings.none(), Envelope.class, getClass().getClassLoader());

    private static Envelope envelope(int size) {
        return size == 0
                ? Envelope.getDefaultInstance()
                : Envelope.newBuilder()
                        .setData(Data.newBuilder().setContent(ByteString.copyFrom(new byte[size])))
                        .build();
    }

    private static byte[] delimited() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Envelope message : MESSAGES) {
            message.writeDelimitedTo(stream);
        }
        return stream.toByteArray();
    }

    @Test
    void readsWhatWriteDelimitedToWrites() throws IOException {
        byte[] stream = delimited();
        ByteBuffer in = ByteBuffer.allocateDirect(stream.length).put(0, stream);
        ByteBuffer view = in.duplicate();
        List<Message> received = new ArrayList<>();
        for (Message message = codec.decode(in, view); message != null; message = codec.decode(in, view)) {
            received.add(message);
        }
        assertEquals(MESSAGES, received);
        assertEquals(0, in.remaining());
    }

    @Test
    void writesWhatParseDelimitedFromReads() throws IOException {
        int size = MESSAGES.stream().mapToInt(codec::encodedSize).sum();
        ByteBuffer out = ByteBuffer.allocateDirect(size);
        MESSAGES.forEach(message -> codec.encode(message, out));
        byte[] stream = new byte[out.flip().remaining()];
        out.get(stream);

        ByteArrayInputStream in = new ByteArrayInputStream(stream);
        for (Envelope message : MESSAGES) {
            assertEquals(message, Envelope.parseDelimitedFrom(in));
        }
        assertArrayEquals(delimited(), stream);
    }
}
