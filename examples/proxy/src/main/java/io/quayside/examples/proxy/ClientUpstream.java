package io.quayside.examples.proxy;

import io.quayside.api.session.SessionHandler;
import io.quayside.core.Client;
import io.quayside.core.ClientBuilder;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server that is connected to with the framework's own client, which has workers and a pool of its own. */
final class ClientUpstream implements Upstream {
    private static final int PATIENCE_SECONDS = 5;

    private final SocketAddress address;
    private final StreamCodec codec;
    private final ClientBuilder description;
    private @Nullable Client client;

    ClientUpstream(SocketAddress address, StreamCodec codec, ClientBuilder description) {
        this.address = address;
        this.codec = codec;
        this.description = description;
    }

    @Override
    public void start() {
        client = description.build();
    }

    @Override
    public void connect(SessionHandler<ByteBuffer> handler, Consumer<Throwable> failed) {
        CompletableFuture<?> unused = started()
                .connect(address, codec, handler)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .whenComplete((session, failure) -> {
                    if (failure != null) {
                        failed.accept(failure);
                    }
                });
    }

    @Override
    public void close() {
        started().close();
    }

    private Client started() {
        Client started = client;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }
}
