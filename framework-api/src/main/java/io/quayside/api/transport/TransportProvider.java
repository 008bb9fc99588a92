package io.quayside.api.transport;

import io.quayside.api.Settings;
import io.quayside.api.Stable;
import org.jspecify.annotations.Nullable;

/**
 * Found by ServiceLoader; cheap to construct, touches nothing until asked.
 *
 * @since 0.1
 */
@Stable
public interface TransportProvider {
    /** The name that configurations choose this transport by. */
    String id();

    /** One line for listings. */
    String description();

    /** How much to prefer it where the configuration says {@code auto}: the highest that can run here is taken. */
    int preference();

    /** Null when it can run here; otherwise, in one sentence, why it cannot. */
    @Nullable String unavailableBecause();

    /**
     * Opens the transport and starts its workers; called once for each server or client.
     *
     * @param settings the transport's section; every transport knows the key {@code workers}
     */
    Transport open(Settings settings);
}
