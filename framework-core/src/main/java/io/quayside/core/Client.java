package io.quayside.core;

import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.codec.Codec;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import io.quayside.core.discovery.Providers;
import io.quayside.core.metrics.SummedGauges;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens connections to servers, with the same transports, codecs and sessions as the server side; for tools, tests and
 * protocols that relay. Safe for any number of threads.
 *
 * @since 0.1
 */
@Stable
public final class Client implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final long POLL_NANOS = 2_000_000;

    private final Providers providers;
    private final IoRuntime runtime;
    private final IoRuntime.Chosen transport;
    private final Map<String, ?> sessionSettings;
    private final Map<SessionLayer<?>, Object> layers = new ConcurrentHashMap<>();
    private final SummedGauges figures;
    private volatile boolean closed;

    Client(Providers providers, IoRuntime runtime, String transport, Map<String, ?> sessionSettings) {
        this.providers = providers;
        this.runtime = runtime;
        this.sessionSettings = sessionSettings;
        this.figures = new SummedGauges(runtime.metrics().under("client"));
        try {
            this.transport = runtime.transport(transport);
        } catch (Throwable t) {
            IoRuntime.closeAfter(t, runtime);
            throw t;
        }
        runtime.timer().every(TICK, this::tick);
    }

    /** A client to be described. */
    public static ClientBuilder builder() {
        return new ClientBuilder();
    }

    /**
     * Connects; returns at once.
     *
     * @param handler is called for the new session as a plugin would be
     * @return completed with the session once it is open, or with an {@link IOException} that names the address and the
     *     reason
     */
    public <M> CompletableFuture<Session<M>> connect(SocketAddress address, Codec<M> codec, SessionHandler<M> handler) {
        if (codec.maximumFrameSize() > runtime.contexts().largestContext()) {
            throw new IllegalArgumentException("frames of up to " + codec.maximumFrameSize()
                    + " bytes; build the client with largestFrame set to that");
        }
        Object owner = new Object(); // of the layer's figures
        SessionLayer<M> layer = layerFor(codec, handler, owner);
        CompletableFuture<Session<M>> opened = new CompletableFuture<>();
        transport.transport().connect(address, new ConnectHandler() {
            @Override
            public void connected(Connection connection) {
                Session<M> session = layer.attach(connection);
                if (session == null) {
                    figures.forget(owner);
                    connection.close();
                    opened.completeExceptionally(
                            new IOException("not connected to " + address + ": no session is free"));
                    return;
                }
                layers.put(layer, owner);
                if (closed) {
                    layer.drain(); // who closes may have looked before the layer was there
                }
                opened.complete(session);
            }

            @Override
            public void connectFailed(IOException cause) {
                figures.forget(owner);
                opened.completeExceptionally(cause);
            }
        });
        return opened;
    }

    /** The figures of the pool of I/O contexts. */
    public PoolStatistics contexts() {
        return runtime.statistics();
    }

    /** Every counter and gauge, by name. */
    public Map<String, Long> metrics() {
        return runtime.metrics().snapshot();
    }

    /** Closes all sessions, after what waits to be sent if that takes no more than two seconds, and the workers. */
    @Override
    public void close() {
        closed = true;
        layers.keySet().forEach(SessionLayer::drain);
        long end = System.nanoTime() + DRAIN.toNanos();
        while (open() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        layers.keySet().forEach(SessionLayer::cut);
        runtime.close();
    }

    private <M> SessionLayer<M> layerFor(Codec<M> codec, SessionHandler<M> handler, Object owner) {
        Map<String, Object> forOne = new LinkedHashMap<>(sessionSettings);
        forOne.put("limit", 1); // of each connection's own layer; room for more would be memory for nothing
        Settings settings = Settings.of("session", forOne, path -> null);
        SessionLayer<M> layer = providers
                .session(settings.string("id", "standard"))
                .open(new SessionParts<>(
                        "client",
                        settings,
                        transport.transport(),
                        runtime.contexts(),
                        codec,
                        handler,
                        runtime.blocking(),
                        runtime.time(),
                        figures.of(owner)));
        settings.rejectUnknown();
        return layer;
    }

    private int open() {
        return layers.keySet().stream()
                .mapToInt(layer -> layer.sessions().count())
                .sum();
    }

    /** A layer comes here with its one session; when that has ended, it has had its time. */
    private void tick() {
        layers.keySet().forEach(SessionLayer::tick);
        layers.forEach((layer, owner) -> {
            if (layer.sessions().count() == 0) {
                layers.remove(layer);
                figures.forget(owner);
            }
        });
    }
}
