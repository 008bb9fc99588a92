package io.quayside.api.plugin;

import io.quayside.api.Stable;

/**
 * Found by ServiceLoader; cheap to construct, touches nothing.
 *
 * @param <M> the type of the messages that the plugin takes; {@code Object} when it takes whatever a codec makes
 * @since 0.1
 */
@Stable
public interface PluginProvider<M> {
    /** The name that configurations choose this plugin by. */
    String id();

    /** One line for listings. */
    String description();

    /** The type of the messages that the plugin takes. */
    Class<M> messageType();

    /** The plugin's class; it has one constructor annotated with {@code jakarta.inject.Inject}, or one without parameters. */
    Class<? extends Plugin<M>> pluginType();

    /** The id of the codec for endpoints that name none. */
    String defaultCodec();
}
