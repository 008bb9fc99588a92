package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.tck.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Many connections that end in every way at once: T1 and T2 hold for each.
 *
 * @since 0.1
 */
@Stable
public abstract class TransportStormContract extends TransportRules {
    private static final int PEERS = 4;
    private static final long SEED = 7007;

    private final Queue<Moody> handlers = new ConcurrentLinkedQueue<>();

    /** For subclasses. */
    protected TransportStormContract() {}

    @Test
    @Promise("through a storm of ends, one peer's step after another's, every context and every closed comes once")
    void t1_t2_everyContextAndEveryClosedComesOnceThroughAStorm() throws IOException {
        int connections = many(400);
        Listener storm = transport.listen(harness.anyAddress(), moody());
        Random random = new Random(SEED);
        List<RemotePeer> alive = new ArrayList<>();
        for (int made = 0; made < connections || !alive.isEmpty(); ) {
            if (made < connections && alive.size() < 30 && random.nextInt(4) == 0) {
                alive.add(harness.connect(storm.address()));
                made++;
            } else if (!alive.isEmpty()) {
                RemotePeer peer = alive.get(random.nextInt(alive.size()));
                if (!step(peer, random)) {
                    alive.remove(peer);
                }
            }
            letWork();
        }
        assertAllTold(connections);
    }

    private boolean step(RemotePeer peer, Random random) {
        try {
            switch (random.nextInt(16)) {
                case 0 -> peer.reset();
                case 1 -> peer.close();
                case 2 -> {
                    peer.shutdownOutput();
                    peer.close();
                }
                case 3 -> {
                    closeHandlerOf(peer);
                    peer.close();
                }
                case 4, 5, 6, 7 -> {
                    peer.read(peer.available());
                    return true;
                }
                default -> {
                    peer.write(new byte[1 + random.nextInt(3_000)]);
                    return true;
                }
            }
        } catch (IOException e) {
            peer.close(); // reset by the other side, which is what this is about
        }
        return false;
    }

    @Test
    @Promise("through a storm of ends, of peers that are threads, every context and every closed comes once")
    @Needs(Capability.THREADS)
    void t1_t2_everyContextAndEveryClosedComesOnceThroughAStormOfThreads() throws Exception {
        int each = many(2_000) / PEERS;
        Listener storm = transport.listen(harness.anyAddress(), moody());
        ExecutorService peers = Executors.newFixedThreadPool(PEERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int p = 0; p < PEERS; p++) {
                Random random = new Random(SEED + p);
                running.add(peers.submit(() -> storm(storm, each, random)));
            }
            for (Future<?> peer : running) {
                peer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            peers.shutdownNow();
        }
        assertAllTold(PEERS * each);
    }

    private Accepting moody() {
        return new Accepting() {
            private final Random seeds = new Random(SEED);

            @Override
            public void accepted(Connection connection) {
                Moody moody = start(connection, (made, bench) -> new Moody(made, bench, seeds.nextLong()));
                handlers.add(moody);
                moody.begin();
                moody.begin();
            }
        };
    }

    private void assertAllTold(int connections) {
        await("all peers to be accepted", () -> handlers.size() >= connections);
        transport.close();
        assertEquals(connections, handlers.size(), "connections that were accepted");
        assertTrue(handlers.stream().allMatch(Recorder::isClosed), "closed has not come for all of them");
        contexts.assertAllBack();
        assertTrue(
                handlers.stream().anyMatch(Moody::hasCutShort) || harness.load() < 1,
                "no connection was cut short: that was no storm");
    }

    private void storm(Listener target, int connections, Random random) {
        for (int i = 0; i < connections; i++) {
            try (RemotePeer peer = harness.connect(target.address())) {
                behave(peer, random);
            } catch (IOException e) {
                // reset by the other side, which is what this is about
            }
        }
    }

    private void behave(RemotePeer peer, Random random) throws IOException {
        for (int i = random.nextInt(6); i > 0; i--) {
            peer.write(new byte[1 + random.nextInt(3_000)]);
            if (random.nextBoolean()) {
                peer.read(peer.available());
            }
        }
        switch (random.nextInt(5)) {
            case 0 -> peer.reset();
            case 1 -> {
                peer.shutdownOutput();
                readToTheEnd(peer);
            }
            case 2 -> closeHandlerOf(peer);
            case 3 -> peer.shutdownOutput();
            default -> peer.close();
        }
    }

    private void readToTheEnd(RemotePeer peer) throws IOException {
        while (!peer.sawEnd() && !peer.sawReset()) {
            peer.read(peer.available());
        }
    }

    private void closeHandlerOf(RemotePeer peer) {
        handlers.stream()
                .filter(handler -> handler.connection().remoteAddress().equals(peer.address()))
                .forEach(handler -> handler.connection().close());
    }
}
