package io.quayside.plugin.echo;

import io.quayside.api.Stable;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;

/**
 * Offers the echo plugin, as {@code echo}; found by ServiceLoader. It takes any message of any codec.
 *
 * @since 0.1
 */
@Stable
public final class EchoPluginProvider implements PluginProvider<Object> {
    /** For ServiceLoader. */
    public EchoPluginProvider() {}

    @Override
    public String id() {
        return "echo";
    }

    @Override
    public String description() {
        return "sends every message back to where it came from";
    }

    @Override
    public Class<Object> messageType() {
        return Object.class;
    }

    @Override
    public Class<? extends Plugin<Object>> pluginType() {
        return EchoPlugin.class;
    }

    @Override
    public String defaultCodec() {
        return "bytes";
    }
}
