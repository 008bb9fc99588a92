package io.quayside.core.fakes;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.session.Session;
import jakarta.inject.Inject;

/** The plugin {@code echo}: sends back what it is sent, behind the setting {@code prefix}. */
public final class EchoProvider implements PluginProvider<String> {
    @Override
    public String id() {
        return "echo";
    }

    @Override
    public String description() {
        return "sends back what it is sent";
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public Class<? extends Plugin<String>> pluginType() {
        return Echo.class;
    }

    @Override
    public String defaultCodec() {
        return "texts";
    }

    static final class Echo implements Plugin<String> {
        private final String prefix;
        private final Metrics metrics;

        @Inject
        Echo(Settings settings, Metrics metrics) {
            this.prefix = settings.string("prefix", "");
            this.metrics = metrics;
            metrics.gauge("gauge", () -> 1);
        }

        @Override
        public void start() {
            metrics.counter("starts").add(1);
        }

        @Override
        public void stop() {
            metrics.counter("stops").add(1);
        }

        @Override
        public void message(Session<String> session, String message) {
            session.send(prefix + message);
        }
    }
}
