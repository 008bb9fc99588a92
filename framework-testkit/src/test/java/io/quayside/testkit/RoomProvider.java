package io.quayside.testkit;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;

/** Offers the room. */
final class RoomProvider implements PluginProvider<String> {
    @Override
    public String id() {
        return "room";
    }

    @Override
    public String description() {
        return "everybody hears everybody";
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public Class<? extends Plugin<String>> pluginType() {
        return RoomPlugin.class;
    }

    @Override
    public String defaultCodec() {
        return "lines";
    }
}
