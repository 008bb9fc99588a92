package io.quayside.examples.resp;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;

/** Offers the store of keys and values, as {@code resp}; found by ServiceLoader. */
public final class RespPluginProvider implements PluginProvider<Resp> {
    /** For ServiceLoader. */
    public RespPluginProvider() {}

    @Override
    public String id() {
        return "resp";
    }

    @Override
    public String description() {
        return "keys and values, by Redis' protocol";
    }

    @Override
    public Class<Resp> messageType() {
        return Resp.class;
    }

    @Override
    public Class<? extends Plugin<Resp>> pluginType() {
        return RespPlugin.class;
    }

    @Override
    public String defaultCodec() {
        return RespCodecProvider.ID;
    }
}
