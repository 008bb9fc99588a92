package io.quayside.examples.resp;

import io.quayside.api.plugin.Plugin;
import io.quayside.tck.plugin.PluginContract;
import io.quayside.tck.plugin.PluginParts;
import java.util.List;

/** The laws of plugins, G1 to G3, for this one. */
class RespPluginContractTest extends PluginContract<Resp> {
    @Override
    protected Plugin<Resp> newPlugin(PluginParts<Resp> parts) {
        return new RespPlugin(parts.metrics());
    }

    @Override
    protected List<Resp> messages() {
        return List.of(
                Array.command("SET", "a", "1"), Array.command("GET", "a"), Array.command("NO"), Array.command("QUIT"));
    }
}
