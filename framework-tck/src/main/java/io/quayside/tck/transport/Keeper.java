package io.quayside.tck.transport;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps what it is handed, for the rule to take. */
final class Keeper extends Recorder {
    private final AtomicReference<@Nullable IoContext> kept = new AtomicReference<>();
    private volatile boolean received;

    Keeper(Connection connection, Bench bench) {
        super(connection, bench);
    }

    @Override
    protected void onReceived(IoContext context, byte[] bytes) {
        kept.set(context);
        received = true;
    }

    boolean keeps() {
        return kept.get() != null;
    }

    boolean hasReceived() {
        return received;
    }

    @Nullable IoContext take() {
        IoContext context = kept.get();
        kept.set(null);
        return context;
    }
}
