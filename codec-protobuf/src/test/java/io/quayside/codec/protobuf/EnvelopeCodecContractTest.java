package io.quayside.codec.protobuf;

import com.google.protobuf.ByteString;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.tck.codec.CodecContract;
import java.util.List;
import java.util.Map;
import java.util.Random;

class EnvelopeCodecContractTest extends CodecContract<Envelope> {
    private static final int LARGEST_CONTENT = 800;
    private static final int LARGEST = 1000;

    @Override
    @SuppressWarnings("unchecked") // The codec is opened for this type.
    protected Codec<Envelope> codec() {
        Settings settings = Settings.of(Map.of("max-frame", LARGEST));
        ClassLoader loader = getClass().getClassLoader();
        return (Codec<Envelope>) new ProtobufCodecProvider().open(settings, Envelope.class, loader);
    }

    /** The size is that of the content; the rest of the message comes to less than what is left. */
    @Override
    protected int largestSample() {
        return LARGEST_CONTENT;
    }

    @Override
    protected Envelope sample(int size, Random random) {
        return size == 0 ? Envelope.getDefaultInstance() : envelope(size, random, 3);
    }

    private static Envelope envelope(int size, Random random, int deepest) {
        Envelope.Builder envelope = Envelope.newBuilder().setSequence(random.nextLong());
        int kind = random.nextInt(deepest > 0 ? 3 : 2);
        return switch (kind) {
            case 0 -> envelope.setText(text(size, random)).build();
            case 1 -> envelope.setData(data(size, random)).build();
            default ->
                envelope.setForwarded(envelope(size, random, deepest - 1)).build();
        };
    }

    private static Envelope.Text text(int size, Random random) {
        return Envelope.Text.newBuilder()
                .setFrom("J\u00F6rg \uD83D\uDE00")
                .setBody("\u20AC".repeat(size / 3) + "x".repeat(size % 3))
                .addTo("a")
                .addTo("")
                .putFigures("least", random.nextLong())
                .build();
    }

    private static Data data(int size, Random random) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return Data.newBuilder()
                .setContent(ByteString.copyFrom(content))
                .addChecks(random.nextInt())
                .addChecks(random.nextInt())
                .setWeight(random.nextDouble())
                .build();
    }

    @Override
    protected Envelope tooLarge() {
        return Envelope.newBuilder().setData(data(LARGEST, new Random(0))).build();
    }

    @Override
    protected List<byte[]> hostileLengths() {
        return List.of(
                bytes(0xE9, 0x07),
                bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x07),
                bytes(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01));
    }

    @Override
    protected List<byte[]> noMessages() {
        return List.of(
                // The tag zero; a field with no value; a text that goes on behind its frame; a text that isn't UTF-8.
                bytes(2, 0x00, 0x00),
                bytes(1, 0x08),
                bytes(4, 0x12, 0x7F, 0x0A, 0x01),
                bytes(5, 0x12, 0x03, 0x0A, 0x01, 0xFF),
                // The end of a group that has no beginning, with and without more behind it.
                bytes(1, 0x0C),
                bytes(3, 0x0C, 0x08, 0x01),
                // Content of two gigabytes, and of a negative size, within a frame of a few bytes.
                bytes(8, 0x1A, 0x06, 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07),
                bytes(8, 0x1A, 0x06, 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F));
    }
}
