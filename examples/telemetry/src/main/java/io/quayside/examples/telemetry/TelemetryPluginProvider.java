package io.quayside.examples.telemetry;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;

/** Offers the plugin {@code telemetry}; found by ServiceLoader. */
public final class TelemetryPluginProvider implements PluginProvider<Message> {
    /** For ServiceLoader. */
    public TelemetryPluginProvider() {}

    @Override
    public String id() {
        return "telemetry";
    }

    @Override
    public String description() {
        return "takes readings of sensors, and raises alarms";
    }

    @Override
    public Class<Message> messageType() {
        return Message.class;
    }

    @Override
    public Class<? extends Plugin<Message>> pluginType() {
        return TelemetryPlugin.class;
    }

    @Override
    public String defaultCodec() {
        return TelemetryCodecProvider.ID;
    }
}
