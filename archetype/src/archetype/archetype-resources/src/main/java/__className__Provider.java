package ${package};

import ${package}.protocol.Frame;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;

/** Offers the plugin, as {@code ${pluginId}}; ServiceLoader finds it by the file in META-INF/services. */
public final class ${className}Provider implements PluginProvider<Frame> {
    @Override
    public String id() {
        return "${pluginId}";
    }

    @Override
    public String description() {
        return "a room where everybody hears everybody";
    }

    @Override
    public Class<Frame> messageType() {
        return Frame.class;
    }

    @Override
    public Class<? extends Plugin<Frame>> pluginType() {
        return ${className}Plugin.class;
    }

    @Override
    public String defaultCodec() {
        return "protobuf";
    }
}
