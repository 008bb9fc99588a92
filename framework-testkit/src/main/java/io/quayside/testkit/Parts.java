package io.quayside.testkit;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.core.discovery.Providers;
import io.quayside.core.wiring.PluginFactory;
import io.quayside.core.wiring.PluginFactory.Gifts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which plugin over which codec, as an endpoint's configuration says it: either may exist already. */
record Parts<M>(
        @Nullable PluginProvider<M> provider,
        @Nullable Plugin<M> instance,
        @Nullable Codec<M> codec,
        @Nullable String codecId,
        Map<String, ?> codecSettings) {

    /** How to speak of the plugin. */
    String name() {
        return provider == null ? requireNonNull(instance).getClass().getSimpleName() : provider.id();
    }

    /** The plugin, made as the server makes it unless it exists. */
    Plugin<M> plugin(Gifts<M> gifts) {
        return instance != null ? instance : PluginFactory.create(requireNonNull(provider), gifts);
    }

    /** The codec, found as the server finds it unless it exists. */
    Codec<M> openCodec() {
        if (codec != null) {
            return codec;
        }
        Class<?> messages = provider == null ? Object.class : provider.messageType();
        Object neighbour = provider == null ? requireNonNull(instance) : provider;
        ClassLoader loader = neighbour.getClass().getClassLoader();
        ClassLoader known = loader == null ? ClassLoader.getSystemClassLoader() : loader;
        String id = codecId == null ? requireNonNull(provider).defaultCodec() : codecId;
        Settings settings = Settings.of("codec", codecSettings, path -> null);
        Codec<?> opened = Providers.withPlugins(List.of(known)).codec(id).open(settings, messages, known);
        settings.rejectUnknown();
        Codec.requireTaken(id, opened.messageType(), messages);
        return taken(opened);
    }

    @SuppressWarnings("unchecked") // that the types fit was checked, or is the word of whoever made both
    private static <M> Codec<M> taken(Codec<?> codec) {
        return (Codec<M>) codec;
    }
}
