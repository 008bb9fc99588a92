package com.example.harbour;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;

/** How the server finds the plugin: META-INF/services names this class. */
public final class HarbourPluginProvider implements PluginProvider<String> {
    @Override
    public String id() {
        return "harbour";
    }

    @Override
    public String description() {
        return "ships that dock and leave, by lines";
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public Class<? extends Plugin<String>> pluginType() {
        return HarbourPlugin.class;
    }

    @Override
    public String defaultCodec() {
        return "lines";
    }
}
