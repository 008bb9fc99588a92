package io.quayside.codec.protobuf;

import com.google.protobuf.Message;
import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framing;
import io.quayside.api.codec.Framings;
import java.util.Set;

/**
 * The codec {@code protobuf}: messages of one generated type, which the plugin declares or the settings name. By default they
 * come in protobuf's own delimited form, so {@code parseDelimitedFrom} and {@code writeDelimitedTo} of any language talk to
 * it. A decoded message has its own memory, and may be kept for as long as its receiver likes.
 *
 * <p>Settings are those of {@link Framings#from}, {@code framing}, by default {@code varint32}, and {@code max-frame}, by
 * default {@code 1m}; and
 *
 * <ul>
 *   <li>{@code message}: the Java name of the generated type, for plugins that take any message
 *   <li>{@code recursion-limit}: how deep messages may lie within each other, by default 100
 * </ul>
 *
 * @since 0.1
 */
@Stable
public final class ProtobufCodecProvider implements CodecProvider {
    static final String ID = "protobuf";

    private static final int LARGEST_BY_DEFAULT = 1 << 20;
    private static final int DEEPEST_BY_DEFAULT = 100;

    /** Every level takes some of a worker's stack, and the peer decides how many there are. */
    private static final int DEEPEST = 1000;

    /** For ServiceLoader. */
    public ProtobufCodecProvider() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "protobuf messages of one generated type, in its own delimited form";
    }

    @Override
    public Codec<? extends Message> open(Settings settings, Class<?> messageType, ClassLoader loader) {
        Message prototype = new MessageType(settings, messageType, loader).prototype();
        Framing framing = Framings.from(settings, "varint32", LARGEST_BY_DEFAULT);
        int deepest = settings.integer("recursion-limit", DEEPEST_BY_DEFAULT, 1, DEEPEST);
        return new FramedCodec<>(framing, new ProtobufPayload<>(prototype, deepest));
    }

    /** Messages are made by the plugin and parsed here, so both have to speak of the same classes. */
    @Override
    public Set<String> sharedPackages() {
        return Set.of("com.google.protobuf");
    }
}
