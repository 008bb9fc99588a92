package io.quayside.tests.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Blocking;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.core.discovery.Providers;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.pool.SlabPoolProvider;
import io.quayside.core.session.StandardSessionProvider;
import io.quayside.transport.simulated.Faults;
import io.quayside.transport.simulated.SimulatedNetwork;
import io.quayside.transport.simulated.SimulatedPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Sessions whose callbacks may block, on a network and on threads that a seed makes: what comes back is in order and whole
 * unless the connection broke, callbacks come as promised, and nothing is left of anything.
 */
class BlockingSeedsTest {
    private static final int SEEDS = 1_500;
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Test
    void allOfItComesBackInOrder() {
        for (long i = 0; i < SEEDS; i++) {
            long seed = i;
            boolean rough = seed % 3 == 0;
            Faults faults = rough ? Faults.lossless().resets(0.004) : Faults.lossless();
            QuietLog.during(() -> SimulatedNetwork.check(seed, faults, network -> new Run(network, rough).finish()));
        }
    }

    /** One server and its peers. */
    private static final class Run {
        private final SimulatedNetwork network;
        private final boolean rough;
        private final Transport transport;
        private final ContextPool pool;
        private final SessionLayer<Object> layer;
        private final Listener listener;
        private final Echo echo;
        private final List<SimulatedPeer> peers = new ArrayList<>();
        private final Map<SimulatedPeer, StringBuilder> said = new LinkedHashMap<>();
        private final Map<SimulatedPeer, StringBuilder> heard = new LinkedHashMap<>();

        Run(SimulatedNetwork network, boolean rough) throws Exception {
            this.network = network;
            this.rough = rough;
            this.transport = network.transport();
            this.pool = new SlabPoolProvider().open(Settings.of(Map.of("memory", "1m")), 1_000);
            this.echo = new Echo(network);
            this.layer = new StandardSessionProvider()
                    .open(new SessionParts<>(
                            "simulated",
                            Settings.of(Map.of("close-timeout", "5m", "stall-timeout", "0s", "outbound-limit", "64k")),
                            transport,
                            pool,
                            lines(),
                            echo,
                            network.executor(),
                            network.time(),
                            new MetricsRegistry()));
            this.listener =
                    transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new AcceptHandler() {
                        @Override
                        public void accepted(Connection connection) {
                            assertNotNull(layer.attach(connection));
                        }

                        @Override
                        public void acceptFailed(Throwable cause, long retryMillis) {}
                    });
            network.scheduler().every(TICK, layer::tick);
        }

        @SuppressWarnings("unchecked") // it is of strings
        private static Codec<Object> lines() {
            return (Codec<Object>) Providers.onClassPath()
                    .codec("lines")
                    .open(Settings.of(Map.of("max-frame", 1_000)), String.class, Run.class.getClassLoader());
        }

        void finish() {
            SplittableRandom random = new SplittableRandom(network.seed());
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                SimulatedPeer peer = network.connect(listener.address());
                peers.add(peer);
                said.put(peer, new StringBuilder());
                heard.put(peer, new StringBuilder());
                talk(peer, random.split(), 20);
            }
            assertTrue(network.runUntil(() -> peers.stream().allMatch(this::isOver), LONGEST), "no end in sight");
            assertTrue(network.runUntil(() -> layer.sessions().count() == 0, LONGEST), "sessions without end");
            peers.forEach(this::check);
            assertEquals(List.of(), echo.broken);
            assertEquals(List.of(), network.thrown());
            listener.close();
            transport.close();
            assertEquals(0, layer.statistics().inUse(), "slots");
            assertEquals(0, pool.statistics().inUse(), "contexts");
            pool.close();
        }

        private void talk(SimulatedPeer peer, SplittableRandom random, int lines) {
            if (lines == 0) {
                peer.shutdownOutput();
                return;
            }
            String line = lines + " " + "x".repeat(random.nextInt(300)) + "\n";
            requireNonNull(said.get(peer)).append(line);
            peer.write(line.getBytes(UTF_8));
            network.scheduler().after(Duration.ofNanos(random.nextInt(2_000_000)), () -> talk(peer, random, lines - 1));
        }

        private boolean isOver(SimulatedPeer peer) {
            requireNonNull(heard.get(peer)).append(new String(peer.read(), UTF_8));
            if (peer.sawEnd()) {
                peer.close();
            }
            return peer.sawEnd() || peer.wasReset() || peer.isRefused();
        }

        private void check(SimulatedPeer peer) {
            String spoken = requireNonNull(said.get(peer)).toString();
            String answer = requireNonNull(heard.get(peer)).toString();
            assertTrue(spoken.startsWith(answer), () -> "out of order: " + peer);
            assertTrue(rough || answer.length() == spoken.length(), () -> "not everything came back: " + peer);
        }
    }

    /** Echoes, and sees that it is called as promised: all of it off the workers, on what the network has for that. */
    @Blocking
    private static final class Echo implements SessionHandler<Object> {
        final List<String> broken = new ArrayList<>();
        private final SimulatedNetwork network;
        private final Map<Session<Object>, String> states = new LinkedHashMap<>();

        Echo(SimulatedNetwork network) {
            this.network = network;
        }

        private void called(Session<Object> session, String callback, String before, Runnable body) {
            String state = states.put(session, "in " + callback);
            if (!before.equals(String.valueOf(state))) {
                broken.add(callback + " of " + session + ", which is " + state);
            }
            body.run();
            states.put(session, callback.equals("closed") ? "closed" : "open");
        }

        @Override
        public void opened(Session<Object> session) {
            called(session, "opened", "null", () -> {});
        }

        @Override
        public void message(Session<Object> session, Object message) {
            called(session, "message", "open", () -> {
                network.note("blocks");
                session.offload(() -> called(session, "task", "open", () -> session.send(message)));
            });
        }

        @Override
        public void endOfStream(Session<Object> session) {
            called(session, "endOfStream", "open", session::close);
        }

        @Override
        public void closed(Session<Object> session, CloseReason reason) {
            called(session, "closed", "open", () -> {});
        }
    }
}
