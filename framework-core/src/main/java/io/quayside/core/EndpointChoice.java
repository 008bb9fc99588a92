package io.quayside.core;

import static java.util.Objects.requireNonNull;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.core.discovery.Providers;
import io.quayside.core.wiring.PluginFactory;
import io.quayside.core.wiring.PluginFactory.Gifts;
import org.jspecify.annotations.Nullable;

/** The plugin and codec that an endpoint's specification comes to. */
record EndpointChoice<M>(
        String pluginId,
        @Nullable PluginProvider<M> provider,
        @Nullable Plugin<M> instance,
        String codecId,
        @Nullable CodecProvider codecProvider,
        Codec<M> codec) {

    /** Finds plugin and codec; opens the codec and nothing else. */
    static EndpointChoice<?> of(EndpointSpec spec, Providers providers) {
        spec.requireComplete();
        Plugin<?> instance = spec.pluginInstance();
        return instance == null ? found(spec, providers) : given(spec, instance, providers);
    }

    private static EndpointChoice<?> given(EndpointSpec spec, Plugin<?> instance, Providers providers) {
        String name = instance.getClass().getSimpleName();
        Codec<?> codec = spec.codecInstance();
        if (codec != null) {
            return choice(name, null, instance, codec.getClass().getSimpleName(), null, codec);
        }
        String id = spec.codec().string("id");
        CodecProvider codecs = providers.codec(id);
        return choice(name, null, instance, id, codecs, open(codecs, spec, Object.class, instance.getClass()));
    }

    private static EndpointChoice<?> found(EndpointSpec spec, Providers providers) {
        PluginProvider<?> provider = providers.plugin(spec.plugin());
        String id = spec.codec().string("id", provider.defaultCodec());
        Codec<?> codec = spec.codecInstance();
        CodecProvider codecs = codec == null ? providers.codec(id) : null;
        if (codecs != null) {
            codec = open(codecs, spec, provider.messageType(), provider.getClass());
        }
        Codec<?> chosen = requireNonNull(codec);
        Codec.requireTaken(id, chosen.messageType(), provider.messageType());
        String codecId = codecs == null ? chosen.getClass().getSimpleName() : id;
        return choice(provider.id(), provider, null, codecId, codecs, chosen);
    }

    private static Codec<?> open(CodecProvider provider, EndpointSpec spec, Class<?> messageType, Class<?> neighbour) {
        Codec<?> codec = provider.open(spec.codec(), messageType, loaderOf(neighbour));
        spec.codec().rejectUnknown();
        return codec;
    }

    /** The plugin: the one that exists, or a new one. */
    Plugin<M> plugin(Gifts<M> gifts) {
        return instance != null ? instance : PluginFactory.create(requireNonNull(provider), gifts);
    }

    /** The class loader of the plugin. */
    ClassLoader loader() {
        return loaderOf(requireNonNull(instance != null ? instance : provider).getClass());
    }

    /** Whether the plugin or the codec was found in a class loader. */
    boolean isFrom(ClassLoader loader) {
        return isOf(provider, loader) || isOf(codecProvider, loader);
    }

    private static boolean isOf(@Nullable Object provider, ClassLoader loader) {
        return provider != null && provider.getClass().getClassLoader() == loader;
    }

    private static ClassLoader loaderOf(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    @SuppressWarnings("unchecked") // that the types fit was checked, or is the embedding application's word
    private static <M> EndpointChoice<M> choice(
            String pluginId,
            @Nullable PluginProvider<?> provider,
            @Nullable Plugin<?> instance,
            String codecId,
            @Nullable CodecProvider codecProvider,
            Codec<?> codec) {
        return new EndpointChoice<>(
                pluginId, (PluginProvider<M>) provider, (Plugin<M>) instance, codecId, codecProvider, (Codec<M>) codec);
    }
}
