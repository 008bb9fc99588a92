package io.quayside.transport.simulated;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds the simulated transport. It runs on the network that it was made with; the one that ServiceLoader makes has none, and
 * says so. Its only setting is {@code workers}, what {@link Transport#workers} answers (1).
 *
 * @since 0.1
 */
@Open
public final class SimulatedTransportProvider implements TransportProvider {
    private final @Nullable SimulatedNetwork network;

    /** For ServiceLoader. */
    public SimulatedTransportProvider() {
        this.network = null;
    }

    /** Opens transports on this network. */
    public SimulatedTransportProvider(SimulatedNetwork network) {
        this.network = requireNonNull(network, "network");
    }

    @Override
    public String id() {
        return "simulated";
    }

    @Override
    public String description() {
        return "a network in memory, driven by a seed and virtual time, for tests";
    }

    @Override
    public int preference() {
        return Integer.MIN_VALUE;
    }

    @Override
    public @Nullable String unavailableBecause() {
        return network == null ? "it is for tests, which give it a simulated network by code" : null;
    }

    @Override
    public Transport open(Settings settings) {
        SimulatedNetwork given = network;
        if (given == null) {
            throw new QuaysideException("QS-103", "the transport simulated cannot run here: " + unavailableBecause());
        }
        return given.transport(settings.integer("workers", 1, 1, 1024));
    }
}
