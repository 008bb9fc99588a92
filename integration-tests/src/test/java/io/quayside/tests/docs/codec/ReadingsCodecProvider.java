package io.quayside.tests.docs.codec;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;
import java.util.Set;

/** Offers the codec {@code readings}; found by ServiceLoader. */
public final class ReadingsCodecProvider implements CodecProvider {
    @Override
    public String id() {
        return "readings";
    }

    @Override
    public String description() {
        return "what sensors have measured";
    }

    @Override
    public Codec<?> open(Settings settings, Class<?> messageType, ClassLoader loader) {
        Codec.requireTaken(id(), Reading.class, messageType);
        return new FramedCodec<>(Framings.from(settings, "length2", 1_024), new ReadingPayload());
    }

    @Override
    public Set<String> sharedPackages() {
        return Set.of("io.quayside.tests.docs.codec");
    }
}
