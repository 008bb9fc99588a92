package io.quayside.tests.docs.transport;

import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import org.jspecify.annotations.Nullable;

/** Offers the transport on blocking channels, as {@code blocking}; found by ServiceLoader. */
public final class BlockingTransportProvider implements TransportProvider {
    @Override
    public String id() {
        return "blocking";
    }

    @Override
    public String description() {
        return "blocking channels with threads for each connection, on every platform";
    }

    @Override
    public int preference() {
        return 1;
    }

    @Override
    public @Nullable String unavailableBecause() {
        return null;
    }

    @Override
    public Transport open(Settings settings) {
        int workers = settings.integer("workers", 0, 0, 1_024);
        return BlockingTransport.open(workers == 0 ? Runtime.getRuntime().availableProcessors() : workers);
    }
}
