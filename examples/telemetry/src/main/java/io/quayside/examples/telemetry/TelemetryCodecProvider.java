package io.quayside.examples.telemetry;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;

/**
 * Offers the codec {@code telemetry}; found by ServiceLoader. A frame is a length of two bytes, and so many bytes of a message.
 * It has no settings: all sizes are the protocol's.
 */
public final class TelemetryCodecProvider implements CodecProvider {
    static final String ID = "telemetry";

    /** For ServiceLoader. */
    public TelemetryCodecProvider() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "readings of sensors, in frames with a length of two bytes";
    }

    @Override
    public Codec<Message> open(Settings settings, Class<?> messageType, ClassLoader loader) {
        Codec.requireTaken(ID, Message.class, messageType);
        return codec();
    }

    static Codec<Message> codec() {
        return new FramedCodec<>(Framings.lengthField(2, TelemetryPayload.LARGEST), new TelemetryPayload());
    }
}
