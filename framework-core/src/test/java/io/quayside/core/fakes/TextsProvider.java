package io.quayside.core.fakes;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;

/** The codec {@code texts}: lines, of at most {@code max-frame} bytes (1,000). */
public final class TextsProvider implements CodecProvider {
    @Override
    public String id() {
        return "texts";
    }

    @Override
    public String description() {
        return "lines of text";
    }

    @Override
    public Codec<?> open(Settings settings, Class<?> messageType, ClassLoader loader) {
        return Texts.lines((int) settings.bytes("max-frame", 1000, 1, 1 << 20));
    }
}
