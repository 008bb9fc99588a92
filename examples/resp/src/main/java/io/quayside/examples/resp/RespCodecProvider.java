package io.quayside.examples.resp;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;

/**
 * Offers the codec {@code resp}; found by ServiceLoader. Its only setting is {@code max-frame}, the bytes of the largest
 * command or answer, by default {@code 1m}.
 */
public final class RespCodecProvider implements CodecProvider {
    static final String ID = "resp";

    /** For ServiceLoader. */
    public RespCodecProvider() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Redis' protocol RESP2";
    }

    @Override
    public Codec<Resp> open(Settings settings, Class<?> messageType, ClassLoader loader) {
        Codec.requireTaken(ID, Resp.class, messageType);
        return new RespCodec((int) settings.bytes("max-frame", 1 << 20, 64, 512 << 20));
    }
}
