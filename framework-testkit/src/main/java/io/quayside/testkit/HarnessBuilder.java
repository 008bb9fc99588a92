package io.quayside.testkit;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.transport.simulated.Faults;
import io.quayside.transport.simulated.SimulatedNetwork;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A harness to be: which plugin, over which codec, with which settings, on what kind of network. All but the plugin has a
 * default. Not safe for use by several threads at once; what is opened from it is independent of it.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Open
public final class HarnessBuilder<M> {
    private final @Nullable PluginProvider<M> provider;
    private final @Nullable Plugin<M> instance;
    private @Nullable Codec<M> codec;
    private @Nullable String codecId;
    private Map<String, ?> codecSettings = Map.of();
    private Map<String, ?> settings = Map.of();
    private Map<String, ?> session = Map.of();
    private Map<String, ?> admission = Map.of();
    private @Nullable String memory;
    private long seed = 1;
    private Faults faults = Faults.none();
    private boolean used;

    HarnessBuilder(@Nullable PluginProvider<M> provider, @Nullable Plugin<M> instance, @Nullable Codec<M> codec) {
        this.provider = provider;
        this.instance = instance;
        this.codec = codec;
    }

    /** A codec by its id, with the settings of a section {@code codec}; the plugin's default codec if not called. */
    public HarnessBuilder<M> codec(String id, Map<String, ?> settings) {
        this.codecId = requireNonNull(id, "id");
        this.codecSettings = Map.copyOf(settings);
        this.codec = null;
        return this;
    }

    /** A codec that exists already. */
    public HarnessBuilder<M> codec(Codec<M> codec) {
        this.codec = requireNonNull(codec, "codec");
        return this;
    }

    /** What is otherwise the endpoint's section {@code settings}: the plugin's own. */
    public HarnessBuilder<M> settings(Map<String, ?> settings) {
        this.settings = Map.copyOf(settings);
        return this;
    }

    /** What is otherwise the endpoint's section {@code session}: limits and time-outs. */
    public HarnessBuilder<M> session(Map<String, ?> session) {
        this.session = Map.copyOf(session);
        return this;
    }

    /** What is otherwise the endpoint's section {@code admission}: who is let in, and who waits. */
    public HarnessBuilder<M> admission(Map<String, ?> admission) {
        this.admission = Map.copyOf(admission);
        return this;
    }

    /**
     * How much memory the I/O contexts have in all, such as {@code 64k}. It may be less than a server's pool takes: what is
     * above it is kept away from the plugin then. Enough for some thousand quiet sessions if not called.
     */
    public HarnessBuilder<M> memory(String memory) {
        this.memory = requireNonNull(memory, "memory");
        return this;
    }

    /** What the network draws everything from; 1 if not called. */
    public HarnessBuilder<M> seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** What the network does to those on it; nothing but small delays if not called. */
    public HarnessBuilder<M> faults(Faults faults) {
        this.faults = requireNonNull(faults, "faults");
        return this;
    }

    /**
     * Makes the plugin, starts it, and listens; may be called again where the plugin comes from a provider.
     *
     * @throws io.quayside.api.QuaysideException as the server's start does: when a setting is wrong or unknown, when a codec
     *     isn't found, when the plugin cannot be made or started
     * @throws IllegalStateException when the plugin is an instance that a harness has run before
     */
    public PluginHarness<M> open() {
        if (used && instance != null) {
            throw new IllegalStateException(
                    instance + " has been started before, and a plugin is started once (G1): make another");
        }
        used = true;
        SimulatedNetwork network = new SimulatedNetwork(seed, faults);
        return new PluginHarness<>(network, new HarnessServer<>(this, network));
    }

    Parts<M> parts() {
        return new Parts<>(provider, instance, codec, codecId, codecSettings);
    }

    Map<String, ?> settings() {
        return settings;
    }

    Map<String, ?> session() {
        return session;
    }

    Map<String, ?> admission() {
        return admission;
    }

    @Nullable String memory() {
        return memory;
    }
}
