package io.quayside.benchmarks.parts;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.core.discovery.Providers;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.time.SystemTime;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a server would put together: the real pool, codecs and session layer, without a network beneath. */
final class Parts {
    private static final Providers PROVIDERS = Providers.onClassPath();
    private static final int LARGEST_FRAME = 64 << 10;

    private Parts() {}

    static ContextPool pool() {
        return PROVIDERS.pool("slab").open(settings("pool", Map.of("memory", 64 << 20)), LARGEST_FRAME);
    }

    @SuppressWarnings("unchecked") // the caller knows what the codec makes
    static <M> Codec<M> codec(String id, Class<M> message) {
        Map<String, Object> settings = Map.of("max-frame", LARGEST_FRAME);
        return (Codec<M>) PROVIDERS.codec(id).open(settings("codec", settings), message, Parts.class.getClassLoader());
    }

    static <M> SessionLayer<M> sessions(Codec<M> codec, ContextPool pool, SessionHandler<M> handler) {
        return PROVIDERS
                .session("standard")
                .open(new SessionParts<>(
                        "benchmark",
                        settings("session", Map.of()),
                        new OneWorker(),
                        pool,
                        codec,
                        handler,
                        Runnable::run,
                        new SystemTime(),
                        new MetricsRegistry()));
    }

    /** Frames of a length of one byte and so many bytes behind it. */
    static ByteBuffer frames(int count, int size) {
        ByteBuffer frames = ByteBuffer.allocateDirect(count * (1 + size));
        for (int i = 0; i < count; i++) {
            frames.put((byte) size).put(new byte[size]);
        }
        return frames.flip();
    }

    private static Settings settings(String section, Map<String, Object> values) {
        return Settings.of(section, values, path -> null);
    }

    /** No network, and a worker for what a session posts: with several senders, that its peer is congested no longer. */
    private static final class OneWorker implements Transport {
        private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
        });

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public Listener listen(SocketAddress address, AcceptHandler handler) {
            throw new UnsupportedOperationException("a benchmark has no network");
        }

        @Override
        public void connect(SocketAddress address, ConnectHandler handler) {
            throw new UnsupportedOperationException("a benchmark has no network");
        }

        @Override
        public boolean post(Runnable task) {
            worker.execute(task);
            return true;
        }

        @Override
        public void close() {
            worker.shutdown();
        }
    }
}
