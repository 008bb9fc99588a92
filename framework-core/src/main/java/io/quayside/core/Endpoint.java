package io.quayside.core;

import static java.util.Objects.requireNonNull;

import io.quayside.api.QuaysideException;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.EndpointInfo;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.transport.Listener;
import io.quayside.core.admission.Admission;
import io.quayside.core.discovery.Providers;
import io.quayside.core.time.WorkerScheduler;
import io.quayside.core.wiring.PluginFactory;
import io.quayside.core.wiring.PluginFactory.Gifts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint with its parts: codec, plugin, session layer, listener. Assembled, started and stopped by the thread that
 * starts or stops the server.
 */
final class Endpoint<M> {
    private final EndpointSpec spec;
    private final InetSocketAddress address;
    private final IoRuntime.Chosen transport;
    private final String codecId;
    private final String pluginId;
    private final Plugin<M> plugin;
    private final SessionLayer<M> layer;
    private final Admission<M> admission;
    private final WorkerScheduler scheduler;
    private final IoRuntime runtime;
    private volatile @Nullable Listener listener;
    private boolean started;

    private Endpoint(EndpointSpec spec, Choice<M> choice, IoRuntime runtime, Providers providers) {
        this.spec = spec;
        this.runtime = runtime;
        this.address = Addresses.parse(spec.whereListen(), spec.listen());
        this.transport = runtime.transport(spec.transport());
        this.codecId = choice.codecId();
        this.pluginId = choice.pluginId();
        this.scheduler = new WorkerScheduler(runtime.timer(), transport.transport());
        Metrics metrics = runtime.metrics().under(prefix(spec.name()));
        LateSessions<M> sessions = new LateSessions<>();
        EndpointInfo info = spec::name;
        Gifts<M> gifts = new Gifts<>(spec.settings(), sessions, scheduler, runtime.time(), metrics, info);
        this.plugin = choice.plugin(gifts);
        spec.settings().rejectUnknown();
        this.layer = providers
                .session(spec.session().string("id", "standard"))
                .open(new SessionParts<>(
                        spec.name(),
                        spec.session(),
                        transport.transport(),
                        runtime.contexts(),
                        choice.codec(),
                        plugin,
                        runtime.blocking(),
                        runtime.time(),
                        metrics));
        spec.session().rejectUnknown();
        this.admission = new Admission<>(
                spec.name(),
                spec.admission(),
                new Admission.House<>(
                        layer, plugin, choice.codec(), runtime.contexts(), transport.transport(), runtime.time()),
                metrics);
        spec.admission().rejectUnknown();
        sessions.are(layer.sessions());
        metrics.gauge("sessions", layer.sessions()::count);
    }

    /** The plugin and codec that an endpoint's specification comes to. */
    record Choice<M>(
            String pluginId,
            @Nullable PluginProvider<M> provider,
            @Nullable Plugin<M> instance,
            String codecId,
            Codec<M> codec) {

        Plugin<M> plugin(Gifts<M> gifts) {
            return instance != null ? instance : PluginFactory.create(requireNonNull(provider), gifts);
        }
    }

    /** Finds plugin and codec; opens the codec and nothing else. */
    static Choice<?> choose(EndpointSpec spec, Providers providers) {
        spec.requireComplete();
        Plugin<?> instance = spec.pluginInstance();
        if (instance != null) {
            Codec<?> codec = spec.codecInstance();
            if (codec == null) {
                codec = openCodec(spec, providers, spec.codec().string("id"), Object.class, instance.getClass());
            }
            return choice(instance.getClass().getSimpleName(), null, instance, spec, codec);
        }
        PluginProvider<?> provider = providers.plugin(spec.plugin());
        Codec<?> codec = spec.codecInstance();
        if (codec == null) {
            String id = spec.codec().string("id", provider.defaultCodec());
            codec = openCodec(spec, providers, id, provider.messageType(), provider.getClass());
        }
        Codec.requireTaken(
                spec.codec().string("id", provider.defaultCodec()), codec.messageType(), provider.messageType());
        return choice(provider.id(), provider, null, spec, codec);
    }

    static <M> Endpoint<M> assemble(EndpointSpec spec, Choice<M> choice, IoRuntime runtime, Providers providers) {
        return new Endpoint<>(spec, choice, runtime, providers);
    }

    /** Starts the plugin (G1). */
    void startPlugin() {
        try {
            plugin.start();
            started = true;
        } catch (Throwable t) {
            throw new QuaysideException(
                    "QS-302", "the plugin " + pluginId + " of endpoint " + spec.name() + " cannot start: " + t, t);
        }
    }

    /** Binds the address and lets connections in. */
    void listen() {
        try {
            listener = transport.transport().listen(address, admission);
        } catch (IOException e) {
            throw new QuaysideException(
                    "QS-301",
                    "endpoint " + spec.name() + ": " + e.getMessage() + "; set " + spec.whereListen()
                            + " to a free address of this machine",
                    e);
        }
    }

    void stopListening() {
        Listener bound = listener;
        if (bound != null) {
            bound.close();
        }
        admission.close();
    }

    /** Looks for what is overdue, inside and at the door; called by the timer. */
    void tick() {
        layer.tick();
        admission.tick();
    }

    /** Ends timers, then the plugin, if it was started (G1, G2). The sessions have ended. */
    void stopPlugin() throws Exception {
        scheduler.close();
        runtime.metrics().forgetGauges(prefix(spec.name()));
        if (started) {
            started = false;
            plugin.stop();
        }
    }

    SessionLayer<M> layer() {
        return layer;
    }

    String name() {
        return spec.name();
    }

    RunningEndpoint status() {
        Listener listens = listener;
        SocketAddress bound = listens == null ? address : listens.address();
        return new RunningEndpoint(
                spec.name(),
                bound,
                transport.id(),
                transport.note(),
                codecId,
                pluginId,
                layer.sessions().count());
    }

    private static Codec<?> openCodec(
            EndpointSpec spec, Providers providers, String id, Class<?> messageType, Class<?> neighbour) {
        ClassLoader loader = neighbour.getClassLoader();
        Codec<?> codec = providers
                .codec(id)
                .open(spec.codec(), messageType, loader == null ? ClassLoader.getSystemClassLoader() : loader);
        spec.codec().rejectUnknown();
        return codec;
    }

    @SuppressWarnings("unchecked") // that the types fit was checked, or is the embedding application's word
    private static <M> Choice<M> choice(
            String pluginId,
            @Nullable PluginProvider<?> provider,
            @Nullable Plugin<?> instance,
            EndpointSpec spec,
            Codec<?> codec) {
        String codecId = spec.codecInstance() != null
                ? codec.getClass().getSimpleName()
                : spec.codec().string("id", provider == null ? "" : provider.defaultCodec());
        return new Choice<>(pluginId, (PluginProvider<M>) provider, (Plugin<M>) instance, codecId, (Codec<M>) codec);
    }

    private static String prefix(String name) {
        return "endpoints." + name;
    }
}
