package io.quayside.tests.docs.codec;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;
import io.quayside.tck.codec.CodecContract;
import java.util.List;
import java.util.Random;

class ReadingsCodecContractTest extends CodecContract<Reading> {
    @Override
    protected Codec<Reading> codec() {
        return new FramedCodec<>(Framings.lengthField(2, 100), new ReadingPayload());
    }

    @Override
    protected int largestSample() {
        return 92;
    }

    @Override
    protected Reading sample(int size, Random random) {
        return new Reading("x".repeat(size), random.nextDouble());
    }

    @Override
    protected Reading tooLarge() {
        return new Reading("x".repeat(93), 0);
    }

    @Override
    protected List<byte[]> hostileLengths() {
        return List.of(bytes(0xFF, 0xFF), bytes(0, 101));
    }

    @Override
    protected List<byte[]> noMessages() {
        return List.of(bytes(0, 3, 1, 2, 3));
    }
}
