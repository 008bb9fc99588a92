package io.quayside.api.codec;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.Stable;
import java.util.Set;

/**
 * Found by ServiceLoader; cheap to construct, touches nothing until asked.
 *
 * @since 0.1
 */
@Stable
public interface CodecProvider {
    /** The name that configurations choose this codec by. */
    String id();

    /** One line for listings. */
    String description();

    /**
     * Opens the codec for one endpoint; called once for each, at the start.
     *
     * @param settings the endpoint's section {@code codec}
     * @param messageType what the plugin declares to take; {@code Object} when it takes any message
     * @param loader the class loader of the plugin, for message types that the settings name
     * @return a codec whose messages the plugin can take
     * @throws QuaysideException when the settings are wrong, or, with {@code QS-303}, when the plugin cannot take what the
     *     codec makes (see {@link Codec#requireTaken})
     */
    Codec<?> open(Settings settings, Class<?> messageType, ClassLoader loader);

    /**
     * The packages, with all below them, that messages of this codec are made of and that plugins therefore share with
     * it, instead of bringing their own.
     */
    default Set<String> sharedPackages() {
        return Set.of();
    }
}
