package io.quayside.testkit;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.core.LateSessions;
import io.quayside.core.admission.Admission;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.session.StandardSessionProvider;
import io.quayside.core.time.WorkerScheduler;
import io.quayside.core.wiring.PluginFactory.Gifts;
import io.quayside.transport.simulated.SimulatedNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One endpoint, put together from the parts that a server has, on a simulated network. */
final class HarnessServer<M> {
    private static final Duration TICK = Duration.ofMillis(250);

    final Failures failures = new Failures();
    final MetricsRegistry metrics = new MetricsRegistry();
    final ThreadWatch threads = new ThreadWatch();
    final Codec<M> codec;
    final HarnessPool pool;
    final WatchedPlugin<M> plugin;
    final SessionLayer<M> layer;
    private final String name;
    private final SimulatedNetwork network;
    private final Transport transport;
    private final WorkerScheduler timers;
    private final WatchedScheduler scheduler;
    private final Admission<M> admission;
    private final Listener listener;

    /** Assembles it, starts the plugin, and listens. */
    HarnessServer(HarnessBuilder<M> builder, SimulatedNetwork network) {
        Parts<M> parts = builder.parts();
        this.network = network;
        this.name = parts.name();
        this.codec = parts.openCodec();
        this.transport = network.transport();
        this.timers = new WorkerScheduler(new HarnessClock(network), transport);
        this.scheduler = new WatchedScheduler(timers, failures);
        LateSessions<M> late = new LateSessions<>();
        this.plugin = WatchedPlugin.of(made(parts, settings("settings", builder.settings()), late), failures);
        this.pool = new HarnessPool(builder.memory(), codec.maximumFrameSize());
        Settings session = settings("session", builder.session());
        this.layer = new StandardSessionProvider()
                .open(new SessionParts<>(
                        name,
                        session,
                        transport,
                        pool.contexts(),
                        codec,
                        plugin,
                        network.executor(),
                        network.time(),
                        metrics));
        session.rejectUnknown();
        Settings door = settings("admission", builder.admission());
        this.admission = new Admission<>(
                name,
                door,
                new Admission.House<>(layer, plugin, codec, pool.contexts(), transport, network.time()),
                metrics);
        door.rejectUnknown();
        late.are(layer.sessions());
        metrics.gauge("sessions", layer.sessions()::count);
        threads.during(this::start);
        this.listener = listen();
        network.scheduler().every(TICK, this::tick);
    }

    private Plugin<M> made(Parts<M> parts, Settings settings, LateSessions<M> sessions) {
        List<Plugin<M>> made = new ArrayList<>();
        threads.during(() -> made.add(
                parts.plugin(new Gifts<>(settings, sessions, scheduler, network.time(), metrics, () -> name))));
        settings.rejectUnknown();
        return made.get(0);
    }

    private static Settings settings(String section, Map<String, ?> values) {
        return Settings.of(section, values, path -> null);
    }

    private void start() {
        try {
            plugin.start();
        } catch (Throwable t) {
            timers.close();
            throw new QuaysideException("QS-302", "the plugin " + name + " cannot start: " + t, t);
        }
    }

    private Listener listen() {
        try {
            return transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), admission);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SocketAddress address() {
        return listener.address();
    }

    /** Looks for what is overdue. */
    void tick() {
        layer.tick();
        admission.tick();
    }

    /** Lets nobody in any more, and ends the sessions there are as a server does that stops. */
    void drain() {
        listener.close();
        admission.close();
        layer.drain();
    }

    /** The sessions that are open or closing. */
    List<Session<M>> sessions() {
        List<Session<M>> all = new ArrayList<>();
        layer.sessions().forEach(all::add);
        return all;
    }

    /** Ends timers, then the plugin; what that throws is a failure. */
    void stopPlugin() {
        timers.close();
        scheduler.stop();
        threads.during(() -> {
            try {
                plugin.stop();
            } catch (Throwable t) {
                failures.add("the plugin's stop threw", null, t);
            }
        });
    }

    /** Closes what is left; answers a line for everything that is still there and shouldn't be. */
    List<String> close() {
        List<String> left = new ArrayList<>();
        int connections = network.connections();
        if (connections > 0) {
            left.add(connections + " connections are not closed");
        }
        transport.close();
        left.addAll(plugin.afterStop());
        left.addAll(scheduler.afterStop());
        left.addAll(pool.close());
        left.addAll(threads.alive());
        return left;
    }
}
