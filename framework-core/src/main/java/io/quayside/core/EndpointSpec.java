package io.quayside.core;

import static java.util.Objects.requireNonNull;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Plugin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint to be: an address, and the transport, codec and plugin behind it. Filled in by an embedding application, or
 * read from settings; not safe for use by several threads at once.
 *
 * @since 0.1
 */
@Stable
public final class EndpointSpec {
    private final String name;
    private String listen = "";
    private String whereListen;
    private String transport = "";
    private String plugin = "";
    private @Nullable Plugin<?> pluginInstance;
    private @Nullable Codec<?> codecInstance;
    private Settings codec = Settings.none();
    private Settings session = Settings.none();
    private Settings admission = Settings.none();
    private Settings settings = Settings.none();

    private EndpointSpec(String name) {
        this.name = requireNonNull(name, "name");
        this.whereListen = path("listen");
    }

    /** An endpoint with this name, which stands in log lines, metrics and errors. */
    public static EndpointSpec named(String name) {
        return new EndpointSpec(name);
    }

    /** An endpoint as configured; every key of the section becomes known. */
    public static EndpointSpec from(String name, Settings section) {
        EndpointSpec spec = named(name)
                .listen(section.string("listen"))
                .transport(section.string("transport", ""))
                .plugin(section.string("plugin"));
        spec.whereListen = section.where("listen");
        spec.codec = section.section("codec");
        spec.session = section.section("session");
        spec.admission = section.section("admission");
        spec.settings = section.section("settings");
        return spec;
    }

    /** The address: {@code host:port}, {@code [IPv6]:port} or {@code *:port}; port 0 lets the system pick one. */
    public EndpointSpec listen(String address) {
        this.listen = requireNonNull(address, "address");
        this.whereListen = path("listen");
        return this;
    }

    /** The transport's id, if not the server's. */
    public EndpointSpec transport(String id) {
        this.transport = requireNonNull(id, "id");
        return this;
    }

    /** The plugin's id, to be found among the providers. */
    public EndpointSpec plugin(String id) {
        this.plugin = requireNonNull(id, "id");
        return this;
    }

    /** A plugin that exists already; it needs a {@linkplain #codec(Codec) codec} that exists as well. */
    public EndpointSpec plugin(Plugin<?> instance) {
        this.pluginInstance = requireNonNull(instance, "instance");
        return this;
    }

    /** The codec's id, to be found among the providers, and its settings; the plugin's default codec if not called. */
    public EndpointSpec codec(String id, Map<String, ?> settings) {
        LinkedHashMap<String, Object> section = new LinkedHashMap<>(settings);
        section.put("id", id);
        this.codec = Settings.of(path("codec"), section, path -> null);
        return this;
    }

    /** A codec that exists already. */
    public EndpointSpec codec(Codec<?> instance) {
        this.codecInstance = requireNonNull(instance, "instance");
        return this;
    }

    /** What is otherwise the section {@code session}: limits and time-outs. */
    public EndpointSpec session(Map<String, ?> settings) {
        this.session = Settings.of(path("session"), settings, path -> null);
        return this;
    }

    /** What is otherwise the section {@code admission}: who is let in, and who waits. */
    public EndpointSpec admission(Map<String, ?> settings) {
        this.admission = Settings.of(path("admission"), settings, path -> null);
        return this;
    }

    /** What is otherwise the section {@code settings}: the plugin's own. */
    public EndpointSpec settings(Map<String, ?> settings) {
        this.settings = Settings.of(path("settings"), settings, path -> null);
        return this;
    }

    /** Refuses an endpoint that lacks something, {@code QS-204}. */
    void requireComplete() {
        requireSet("listen", !listen.isEmpty());
        requireSet("plugin", pluginInstance != null || !plugin.isEmpty());
        requireSet("codec.id", pluginInstance == null || codecInstance != null || codec.has("id"));
    }

    private void requireSet(String key, boolean isSet) {
        if (!isSet) {
            throw new QuaysideException("QS-204", path(key) + " has to be set, and is not");
        }
    }

    private String path(String key) {
        return "endpoints." + name + "." + key;
    }

    String name() {
        return name;
    }

    String listen() {
        return listen;
    }

    /** How to speak of the address's key: with the place it was written, where that is known. */
    String whereListen() {
        return whereListen;
    }

    String transport() {
        return transport;
    }

    String plugin() {
        return plugin;
    }

    @Nullable Plugin<?> pluginInstance() {
        return pluginInstance;
    }

    @Nullable Codec<?> codecInstance() {
        return codecInstance;
    }

    Settings admission() {
        return admission;
    }

    Settings codec() {
        return codec;
    }

    Settings session() {
        return session;
    }

    Settings settings() {
        return settings;
    }
}
