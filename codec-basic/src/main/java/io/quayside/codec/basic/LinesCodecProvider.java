package io.quayside.codec.basic;

import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;

/**
 * The codec {@code lines}: a message is a line of UTF-8 text, without its end, as a {@link String}. Bytes that aren't UTF-8
 * close the session; a text that has no UTF-8 form, or a line feed in it, is refused when it is sent.
 *
 * <p>Settings are those of {@link Framings#from}: {@code framing}, by default {@code lines}, and {@code max-frame}, by
 * default {@code 8k}.
 *
 * @since 0.1
 */
@Stable
public final class LinesCodecProvider implements CodecProvider {
    private static final String ID = "lines";
    private static final int LARGEST_BY_DEFAULT = 8 << 10;

    /** For ServiceLoader. */
    public LinesCodecProvider() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "lines of UTF-8 text: messages are java.lang.String";
    }

    @Override
    public Codec<String> open(Settings settings, Class<?> messageType, ClassLoader loader) {
        Codec.requireTaken(ID, String.class, messageType);
        return new FramedCodec<>(Framings.from(settings, "lines", LARGEST_BY_DEFAULT), new Utf8Payload());
    }
}
