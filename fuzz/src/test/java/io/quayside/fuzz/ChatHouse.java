package io.quayside.fuzz;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.Sessions;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.chat.v1.Frame;
import io.quayside.codec.protobuf.ProtobufCodecProvider;
import io.quayside.core.admission.Admission;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.pool.SlabPoolProvider;
import io.quayside.core.session.StandardSessionProvider;
import io.quayside.core.wiring.PluginFactory;
import io.quayside.plugin.chat.ChatPluginProvider;
import io.quayside.transport.simulated.SimulatedNetwork;
import io.quayside.transport.simulated.SimulatedPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chat on the real pools, sessions and admission, on a simulated network with a clock of its own. Everything happens on the
 * thread that drives the network.
 */
final class ChatHouse {
    static final int LARGEST_FRAME = 4_000;
    static final int LARGEST_TEXT = 3_000;

    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration ACCEPTED = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(100);

    final SimulatedNetwork network;
    final WatchedPlugin plugin;
    private final Transport transport;
    private final ContextPool pool;
    private final MetricsRegistry metrics = new MetricsRegistry();
    private final SessionLayer<Frame> layer;
    private final Admission<Frame> admission;
    private final Listener listener;

    ChatHouse(SimulatedNetwork network) throws Exception {
        this.network = network;
        this.transport = network.transport();
        Codec<Frame> codec = codec();
        this.pool = new SlabPoolProvider().open(Settings.of(Map.of("memory", "1m")), codec.maximumFrameSize());
        LateSessions late = new LateSessions();
        PluginProvider<Frame> provider = new ChatPluginProvider();
        this.plugin = new WatchedPlugin(PluginFactory.create(
                provider,
                new PluginFactory.Gifts<>(
                        Settings.of(Map.of(
                                "max-text",
                                LARGEST_TEXT,
                                "group-size",
                                3,
                                "groups-per-user",
                                2,
                                "login-timeout",
                                "5s")),
                        late,
                        network.scheduler(),
                        network.time(),
                        metrics,
                        () -> "chat")));
        this.layer = new StandardSessionProvider()
                .open(new SessionParts<>(
                        "chat",
                        Settings.of(Map.of(
                                "limit", 6, "idle-timeout", "20s", "frame-timeout", "10s", "outbound-limit", "16k")),
                        transport,
                        pool,
                        codec,
                        plugin,
                        network.executor(),
                        network.time(),
                        metrics));
        late.sessions = layer.sessions();
        this.admission = new Admission<>(
                "chat",
                Settings.of(Map.of("ban-after", 0)),
                new Admission.House<>(layer, plugin, codec, pool, transport, network.time()),
                metrics);
        plugin.start();
        this.listener = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), admission);
        network.scheduler().every(TICK, () -> {
            layer.tick();
            admission.tick();
        });
    }

    @SuppressWarnings("unchecked") // opened for frames
    private static Codec<Frame> codec() {
        return (Codec<Frame>) new ProtobufCodecProvider()
                .open(Settings.of(Map.of("max-frame", LARGEST_FRAME)), Frame.class, ChatHouse.class.getClassLoader());
    }

    SimulatedPeer connect() {
        return network.connect(listener.address());
    }

    void pass(Duration time) {
        network.runFor(time);
        requireNothingThrown();
    }

    /** Lets time pass until nobody is here any more, nor about to come: a failed accept is made up for a moment later. */
    void awaitNobody() {
        pass(ACCEPTED);
        network.runUntil(() -> network.connections() == 0 && layer.sessions().count() == 0, LONG);
        pass(MOMENT);
    }

    /** When all clients have gone: nothing is left of any of them, and the plugin can be stopped. */
    void stop() throws Exception {
        awaitNobody();
        assertEquals(0, network.connections(), "connections in the end");
        assertEquals(0, layer.sessions().count(), "sessions in the end");
        assertEquals(0, layer.statistics().inUse(), "slots in use in the end");
        assertEquals(List.of(), plugin.open(), "sessions opened and not closed");
        assertEquals(0, network.contexts(), "contexts posted in the end");
        assertEquals(0, pool.statistics().inUse(), "contexts in use in the end");
        assertEquals(0, figure("users.online"), "users online in the end");
        assertEquals(0, figure("groups"), "groups in the end");
        listener.close();
        admission.close();
        plugin.stop();
        transport.close();
        pool.close();
        requireNothingThrown();
    }

    private void requireNothingThrown() {
        plugin.requireNothingWrong();
        List<Throwable> thrown = network.thrown();
        if (!thrown.isEmpty()) {
            throw new AssertionError("a callback, task or timer threw", thrown.get(0));
        }
    }

    private long figure(String name) {
        return requireNonNull(metrics.snapshot().get(name), name);
    }

    /** What the plugin's constructor is handed before there are sessions. */
    private static final class LateSessions implements Sessions<Frame> {
        private @Nullable Sessions<Frame> sessions;

        private Sessions<Frame> known() {
            return requireNonNull(sessions, "no sessions yet");
        }

        @Override
        public int count() {
            return known().count();
        }

        @Override
        public @Nullable Session<Frame> find(long id) {
            return known().find(id);
        }

        @Override
        public void forEach(Consumer<? super Session<Frame>> action) {
            known().forEach(action);
        }

        @Override
        public SessionGroup<Frame> newGroup() {
            return known().newGroup();
        }
    }
}
