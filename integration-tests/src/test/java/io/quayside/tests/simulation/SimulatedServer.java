package io.quayside.tests.simulation;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.Sessions;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.core.admission.Admission;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.pool.SlabPoolProvider;
import io.quayside.core.session.StandardSessionProvider;
import io.quayside.core.wiring.PluginFactory;
import io.quayside.transport.simulated.SimulatedNetwork;
import io.quayside.transport.simulated.SimulatedPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint as the server puts it together, from the same parts, on a simulated network; each part is watched at its
 * edges. All of it happens on the thread that drives the network.
 */
final class SimulatedServer<M> {
    static final int LARGEST_FRAME = 4000;
    private static final int BOOKS_EVERY = 16;
    private static final long SETTLES_NANOS = 2_000_000_000L;
    private static final Duration TICK = Duration.ofMillis(250);

    final Violations violations = new Violations();
    final CheckedPool pool;
    final CheckedPlugin<M> plugin;
    private final SimulatedNetwork network;
    private final Transport transport;
    private final SessionLayer<M> layer;
    private final Admission<M> admission;
    private final MetricsRegistry metrics = new MetricsRegistry();
    private final Listener listener;
    private final List<CheckedConnection> connections = new ArrayList<>();

    /** Starts the endpoint. */
    SimulatedServer(
            SimulatedNetwork network,
            Shape shape,
            Planted planted,
            PluginProvider<M> provider,
            Codec<M> codec,
            Map<String, ?> pluginSettings)
            throws Exception {
        this.network = network;
        this.transport = network.transport();
        this.pool = new CheckedPool(
                new SlabPoolProvider().open(Settings.of(Map.of("memory", "1m")), codec.maximumFrameSize()),
                network,
                planted,
                violations);
        LateSessions<M> late = new LateSessions<>();
        this.plugin = new CheckedPlugin<>(
                PluginFactory.create(
                        provider,
                        new PluginFactory.Gifts<>(
                                Settings.of(pluginSettings),
                                late,
                                network.scheduler(),
                                network.time(),
                                metrics,
                                () -> "simulated")),
                violations);
        this.layer = new StandardSessionProvider()
                .open(new SessionParts<>(
                        "simulated",
                        Settings.of(sessionSettings(shape)),
                        transport,
                        pool,
                        codec,
                        plugin,
                        network.executor(),
                        network.time(),
                        metrics));
        late.sessions = layer.sessions();
        this.admission = new Admission<>(
                "simulated",
                Settings.of(Map.of("waiting", shape.waiting(), "waiting-timeout", shape.tight() ? "30s" : "1h")),
                new Admission.House<>(layer, plugin, codec, pool, transport, network.time()),
                metrics);
        metrics.gauge("sessions", layer.sessions()::count);
        plugin.start();
        Wrapping door = new Wrapping(planted);
        this.listener = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), door);
        network.scheduler().every(TICK, () -> {
            layer.tick();
            admission.tick();
        });
    }

    private static Map<String, ?> sessionSettings(Shape shape) {
        return Map.of(
                "limit",
                shape.places(),
                "idle-timeout",
                "0s",
                "close-timeout",
                "20s",
                "stall-timeout",
                "30s",
                "outbound-limit",
                shape.rough() ? "6k" : "64k");
    }

    SimulatedPeer connect() {
        return network.connect(listener.address());
    }

    /** What somebody else does to a connection or a session at some moment soon. */
    void disturb(int which, int how) {
        network.elsewhere(() -> {
            List<CheckedConnection> live =
                    connections.stream().filter(each -> !each.isOver()).toList();
            List<Session<M>> open = List.copyOf(plugin.open());
            if (how < 2 && !live.isEmpty()) {
                live.get(which % live.size()).cut(how == 0);
            } else if (!open.isEmpty()) {
                Session<M> session = open.get(which % open.size());
                if (how == 2) {
                    session.close("closed from elsewhere");
                } else {
                    session.abort();
                }
            }
        });
    }

    /** What somebody else does to a session at some moment soon, and takes back later: nothing is lost by it. */
    void pause(int which, Duration howLong) {
        network.elsewhere(() -> {
            List<Session<M>> open = List.copyOf(plugin.open());
            if (!open.isEmpty()) {
                Session<M> session = open.get(which % open.size());
                session.pauseReceiving();
                network.scheduler().after(howLong, session::resumeReceiving);
            }
        });
    }

    /** Whether something that was sent, or was to be sent, to this peer may not have arrived. */
    boolean wasCut(@Nullable SocketAddress peer) {
        return connections.stream()
                .filter(each -> each.remoteAddress().equals(peer))
                .anyMatch(CheckedConnection::wasCut);
    }

    /** Lets one thing happen, and looks at everything. */
    void step() {
        network.step();
        if (network.steps() % BOOKS_EVERY == 0) {
            check();
        }
        violations.none();
    }

    /** Lets time pass, so that whatever might still come comes. */
    void settle() {
        long begun = network.time().nanoTime();
        while (network.time().nanoTime() - begun < SETTLES_NANOS) {
            step();
        }
    }

    boolean isIdle() {
        return connections.stream().allMatch(CheckedConnection::isOver)
                && layer.sessions().count() == 0;
    }

    private void check() {
        int posted = 0;
        for (CheckedConnection each : connections) {
            posted += each.posted();
        }
        violations.equal("contexts that the transport holds", posted, network.contexts());
        pool.check(plugin.over());
    }

    /** Stops everything, and sees that nothing is left of anything. */
    void stop() throws Exception {
        List<Session<M>> left = new ArrayList<>();
        layer.sessions().forEach(left::add);
        violations.check(left.isEmpty(), () -> "sessions without end: " + left);
        violations.equal("connections", 0, network.connections());
        violations.equal("waiting", 0, figure("waiting"));
        violations.equal("handshakes", 0, figure("handshakes"));
        violations.equal("sessions", 0, figure("sessions"));
        violations.equal("slots", 0, layer.statistics().inUse());
        violations.equal("opened and not closed", 0, plugin.open().size());
        plugin.over()
                .forEach(each -> violations.check(
                        !each.isOpen() && !each.execute(() -> {}), () -> "over, and takes tasks (S6): " + each));
        violations.equal(
                "sessions closed",
                metrics.counter("sessions.opened").value(),
                metrics.counter("sessions.closed").value());
        listener.close();
        admission.close();
        plugin.stop();
        transport.close();
        check();
        pool.checkAllBack();
        pool.close();
        violations.none();
    }

    private long figure(String name) {
        return requireNonNull(metrics.snapshot().get(name), name);
    }

    /** Hands connections on with books. */
    private final class Wrapping implements AcceptHandler {
        private final Planted planted;

        Wrapping(Planted planted) {
            this.planted = planted;
        }

        @Override
        public void accepted(Connection connection) {
            CheckedConnection checked = new CheckedConnection(connection, planted, violations);
            connections.add(checked);
            admission.accepted(checked);
        }

        @Override
        public void acceptFailed(Throwable cause, long retryMillis) {
            admission.acceptFailed(cause, retryMillis);
        }
    }

    /** What a plugin's constructor is handed, before there are sessions. */
    private static final class LateSessions<M> implements Sessions<M> {
        private @Nullable Sessions<M> sessions;

        @Override
        public int count() {
            return known().count();
        }

        @Override
        public @Nullable Session<M> find(long id) {
            return known().find(id);
        }

        @Override
        public void forEach(Consumer<? super Session<M>> action) {
            known().forEach(action);
        }

        @Override
        public SessionGroup<M> newGroup() {
            return known().newGroup();
        }

        private Sessions<M> known() {
            return requireNonNull(sessions, "no sessions yet");
        }
    }
}
