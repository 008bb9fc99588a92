package io.quayside.tests.simulation;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.chat.v1.Frame;
import io.quayside.core.discovery.Providers;
import io.quayside.transport.simulated.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A chat server and some people who use it, from the first connect to the last close; then everything is looked at. */
final class ChatRun {
    private static final PluginProvider<Frame> PLUGIN = plugin();
    private static final Codec<Frame> CODEC = codec();
    private static final long LONGEST_NANOS = 600_000_000_000L;

    private final SimulatedNetwork network;
    private final Shape shape;
    private final SimulatedServer<Frame> server;
    private final List<ChatClient> clients = new ArrayList<>();

    /** Starts a server, and clients that are drawn from the seed. */
    ChatRun(SimulatedNetwork network, Shape shape, Planted planted) throws Exception {
        this.network = network;
        this.shape = shape;
        SplittableRandom random = new SplittableRandom(network.seed());
        network.note(shape.toString());
        int groupSize = network.seed() % 4 == 3 ? 10 : 2; // small, so that joining is refused now and then
        this.server = new SimulatedServer<>(
                network,
                shape,
                planted,
                PLUGIN,
                CODEC,
                Map.of("group-size", groupSize, "login-timeout", "60s", "max-text", ChatClient.LONGEST));
        if (shape.tight()) {
            server.pool.leave(2 + random.nextInt(8), 1 + random.nextInt(3));
        }
        int users = Math.max(1, shape.clients() - random.nextInt(2));
        for (int i = 0; i < shape.clients(); i++) {
            clients.add(new ChatClient(
                    network, server.connect(), shape.rough(), random.split(), i, users, server.violations));
        }
        clients.forEach(Client::begin);
        for (int i = random.nextInt(shape.rough() ? 3 : 1); i > 0; i--) {
            int which = random.nextInt(100);
            int how = random.nextInt(4);
            network.scheduler().after(Duration.ofMillis(random.nextInt(60)), () -> server.disturb(which, how));
        }
    }

    @SuppressWarnings("unchecked") // the provider says that it takes frames
    private static PluginProvider<Frame> plugin() {
        return (PluginProvider<Frame>) Providers.onClassPath().plugin("chat");
    }

    @SuppressWarnings("unchecked") // opened for frames
    private static Codec<Frame> codec() {
        return (Codec<Frame>) Providers.onClassPath()
                .codec("protobuf")
                .open(
                        Settings.of(Map.of("max-frame", SimulatedServer.LARGEST_FRAME)),
                        Frame.class,
                        ChatRun.class.getClassLoader());
    }

    /** Runs to the end, and looks at what came out. */
    void finish() throws Exception {
        while (!clients.stream().allMatch(Client::isGone) || !server.isIdle() || network.connections() > 0) {
            server.step();
            if (network.elapsed().toNanos() > LONGEST_NANOS) {
                throw new AssertionError("no end in sight: " + clients + ", open " + server.plugin.open());
            }
        }
        server.settle();
        clients.forEach(each -> each.read(each.peer.read()));
        ChatBooks books = new ChatBooks(clients, this::gotAll, server.violations);
        books.check();
        clients.forEach(this::checkEnd);
        server.stop();
    }

    /** Whether all that was sent to a client must have arrived. */
    private boolean gotAll(ChatClient client) {
        return client.sawCleanEnd() && !server.wasCut(client.peer.address());
    }

    private void checkEnd(ChatClient client) {
        CloseReason reason = server.plugin.reason(client.peer.address());
        boolean got = gotAll(client);
        boolean parted = client.goodbye() != null;
        server.violations.check(!got || client.hasWholeFrames(), () -> "half a frame: " + client);
        // A session that its peer ended has answered all that the peer had asked before.
        boolean peerEnded = reason != null && reason.kind() == Kind.PEER_CLOSED;
        server.violations.check(
                !got || !peerEnded || client.answers.size() == client.requests.size(),
                () -> "requests without an answer: " + client + ", " + reason);
        server.violations.check(
                reason == null || isExpected(reason, parted),
                () -> "an end without a cause: " + client + ", " + reason);
        if (shape.isKind()) {
            server.violations.check(got, () -> "cut off without a cause: " + client + ", " + reason);
            server.violations.check(
                    parted || client.answers.size() == client.requests.size(),
                    () -> "requests without an answer: " + client + ", " + reason);
        }
    }

    private boolean isExpected(CloseReason reason, boolean parted) {
        return switch (reason.kind()) {
            case PEER_CLOSED -> shape.rough() || !reason.detail().contains("in the middle");
            case CONNECTION_LOST, CONGESTED -> shape.rough();
            case PLUGIN_CLOSED ->
                parted
                        || !shape.isKind()
                        || reason.detail().equals("logged out")
                        || reason.detail().startsWith("the user logged in");
            case IDLE, CODEC_ERROR, PLUGIN_ERROR, SHUTDOWN -> false;
        };
    }
}
