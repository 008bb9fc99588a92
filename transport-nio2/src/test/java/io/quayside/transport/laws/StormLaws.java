package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Thousands of connections that end in every way at once: T1 and T2 hold for each. */
public abstract class StormLaws extends TransportLaws {
    private static final int CONNECTIONS = 2_000;
    private static final int PEERS = 4;
    private static final long SEED = 7007;

    private final AtomicInteger cutOff = new AtomicInteger();

    /** Echoes, and closes itself at a random moment, from a random place. */
    private static final class Moody extends Echo {
        private final Random random;

        Moody(Connection connection, Contexts contexts, Random random) {
            super(connection, contexts);
            this.random = random;
        }

        @Override
        protected void onReceived(IoContext context, byte[] bytes) {
            switch (random.nextInt(12)) {
                case 0 -> connection().close();
                case 1 -> connection().abort();
                case 2 -> connection().shutdownOutput();
                case 3 -> begin();
                default -> send(new byte[200], new byte[1 + random.nextInt(5_000)]);
            }
            super.onReceived(context, bytes);
        }

        @Override
        protected void onSent(IoContext context) {
            context.release();
            if (random.nextInt(400) == 0) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        protected void onEndOfStream() {
            if (random.nextBoolean()) {
                connection().shutdownOutput();
            }
            connection().close();
        }
    }

    @Test
    void t1_t2_everyContextAndEveryClosedComesOnceThroughAStormOfEnds() throws Exception {
        Queue<Recorder> handlers = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(CONNECTIONS);
        Listener storm = transport.listen(loopback(), new AcceptHandler() {
            private final Random seeds = new Random(SEED);

            @Override
            public void accepted(Connection connection) {
                Moody moody = start(connection, (made, pool) -> new Moody(made, pool, new Random(seeds.nextLong())));
                handlers.add(moody);
                moody.begin();
                moody.begin();
                all.countDown();
            }

            @Override
            public void acceptFailed(Throwable cause, long retryMillis) {
                throw new AssertionError(cause);
            }
        });
        ExecutorService peers = Executors.newFixedThreadPool(PEERS);
        List<Future<?>> running = new ArrayList<>();
        for (int p = 0; p < PEERS; p++) {
            Random random = new Random(SEED + p);
            running.add(peers.submit(() -> storm(storm, handlers, random)));
        }
        for (Future<?> each : running) {
            each.get(50, TimeUnit.SECONDS);
        }
        peers.shutdown();
        await(all);
        transport.close();
        assertEquals(CONNECTIONS, handlers.size());
        assertTrue(handlers.stream().allMatch(Recorder::isClosed));
        assertTrue(cutOff.get() > 0, "no peer was cut off: that was no storm");
    }

    private void storm(Listener target, Queue<Recorder> handlers, Random random) {
        for (int i = 0; i < CONNECTIONS / PEERS; i++) {
            try (Peer peer = Peer.connect(target.address())) {
                behave(peer, handlers, random);
            } catch (IOException e) {
                cutOff.incrementAndGet(); // reset by the other side, which is what this is about
            }
        }
    }

    private static void behave(Peer peer, Queue<Recorder> handlers, Random random) throws IOException {
        for (int i = random.nextInt(6); i > 0; i--) {
            peer.write(new byte[1 + random.nextInt(3_000)]);
            if (random.nextBoolean()) {
                peer.input().read(new byte[100]);
            }
        }
        switch (random.nextInt(5)) {
            case 0 -> peer.reset();
            case 1 -> {
                peer.endOutput();
                peer.input().readAllBytes();
            }
            case 2 ->
                handlers.stream()
                        .filter(handler -> handler.connection().remoteAddress().equals(peer.address()))
                        .forEach(handler -> handler.connection().close());
            case 3 -> peer.endOutput();
            default -> peer.close();
        }
    }
}
