package io.quayside.tests.simulation;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.core.discovery.Providers;
import io.quayside.transport.simulated.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** An echo server and its clients, from the first connect to the last close; then everything is looked at. */
final class EchoRun {
    private static final PluginProvider<Object> PLUGIN = plugin();
    private static final Codec<Object> CODEC = codec();
    private static final long LONGEST_NANOS = 600_000_000_000L;

    private final SimulatedNetwork network;
    private final Shape shape;
    private final SimulatedServer<Object> server;
    private final List<EchoClient> clients = new ArrayList<>();

    /** Starts a server, and clients that are drawn from the seed. */
    EchoRun(SimulatedNetwork network, Shape shape) throws Exception {
        this.network = network;
        this.shape = shape;
        SplittableRandom random = new SplittableRandom(network.seed());
        network.note(shape.toString());
        this.server = new SimulatedServer<>(network, shape, Planted.NOTHING, PLUGIN, CODEC, Map.of());
        if (shape.tight()) {
            server.pool.leave(2 + random.nextInt(8), 1 + random.nextInt(3));
        }
        for (int i = 0; i < shape.clients(); i++) {
            clients.add(new EchoClient(network, server.connect(), shape.rough(), random.split(), i));
        }
        clients.forEach(Client::begin);
        for (int i = random.nextInt(shape.rough() ? 3 : 1); i > 0; i--) {
            int which = random.nextInt(100);
            int how = random.nextInt(4);
            network.scheduler().after(Duration.ofMillis(random.nextInt(60)), () -> server.disturb(which, how));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int which = random.nextInt(100);
            Duration howLong = Duration.ofMillis(random.nextInt(500));
            network.scheduler().after(Duration.ofMillis(random.nextInt(60)), () -> server.pause(which, howLong));
        }
    }

    @SuppressWarnings("unchecked") // the provider says that it takes anything
    private static PluginProvider<Object> plugin() {
        return (PluginProvider<Object>) Providers.onClassPath().plugin("echo");
    }

    @SuppressWarnings("unchecked") // the plugin only gets what the codec has made
    private static Codec<Object> codec() {
        return (Codec<Object>) Providers.onClassPath()
                .codec("bytes")
                .open(
                        Settings.of(Map.of("max-frame", SimulatedServer.LARGEST_FRAME)),
                        Object.class,
                        EchoRun.class.getClassLoader());
    }

    /** Runs one seed; throws with seed and trace when anything is wrong. */
    static void run(long seed) {
        Shape shape = Shape.of(seed);
        QuietLog.during(
                () -> SimulatedNetwork.check(seed, shape.faults(), network -> new EchoRun(network, shape).finish()));
    }

    private void finish() throws Exception {
        while (!clients.stream().allMatch(Client::isGone) || !server.isIdle() || network.connections() > 0) {
            server.step();
            if (network.elapsed().toNanos() > LONGEST_NANOS) {
                throw new AssertionError("no end in sight: " + clients + ", open " + server.plugin.open());
            }
        }
        server.settle();
        clients.forEach(each -> each.read(each.peer.read()));
        clients.forEach(this::checkEnd);
        server.stop();
    }

    private void checkEnd(EchoClient client) {
        byte[] sent = client.sent.toByteArray();
        byte[] echoed = client.echoed.toByteArray();
        server.violations.check(
                echoed.length <= sent.length && Arrays.equals(Arrays.copyOf(sent, echoed.length), echoed),
                () -> "what came back isn't what was sent: " + client);
        CloseReason reason = server.plugin.reason(client.peer.address());
        boolean got = client.sawCleanEnd() && !server.wasCut(client.peer.address());
        // Who ends its stream while it waits in the line has left the line, and what it said is dropped.
        boolean leftTheLine = reason == null && shape.places() < shape.clients();
        boolean peerEnded = reason != null && reason.kind() == Kind.PEER_CLOSED;
        server.violations.check(
                !((got && peerEnded) || (shape.isKind() && !leftTheLine)) || echoed.length == sent.length,
                () -> "not everything came back: " + client + ", " + reason);
    }
}
