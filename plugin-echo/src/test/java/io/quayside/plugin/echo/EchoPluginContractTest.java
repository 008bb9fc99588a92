package io.quayside.plugin.echo;

import io.quayside.api.plugin.Plugin;
import io.quayside.tck.plugin.PluginContract;
import io.quayside.tck.plugin.PluginParts;
import java.util.List;

class EchoPluginContractTest extends PluginContract<Object> {
    @Override
    protected Plugin<Object> newPlugin(PluginParts<Object> parts) {
        return new EchoPlugin();
    }

    @Override
    protected List<Object> messages() {
        return List.of("one", "two", "three");
    }
}
