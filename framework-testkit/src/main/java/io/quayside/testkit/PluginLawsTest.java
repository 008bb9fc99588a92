package io.quayside.testkit;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import io.quayside.api.Settings;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.core.wiring.PluginFactory;
import io.quayside.core.wiring.PluginFactory.Gifts;
import io.quayside.tck.plugin.PluginContract;
import io.quayside.tck.plugin.PluginParts;
import java.util.List;
import java.util.Map;

/**
 * The laws of plugins, G1 to G3, for one's own plugin, which is made as the server makes it:
 *
 * <pre>{@code
 * class RoomLawsTest extends PluginLawsTest<String> {
 *     RoomLawsTest() {
 *         super(new RoomProvider(), List.of("hello", "/who"));
 *     }
 * }
 * }</pre>
 *
 * <p>It needs {@code quayside-framework-tck}, whose {@link PluginContract} it is.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Open
public abstract class PluginLawsTest<M> extends PluginContract<M> {
    private final PluginProvider<M> provider;
    private final Map<String, ?> settings;
    private final List<M> messages;

    /** For a plugin that needs no settings; the messages are what a client may send in one session, one after the other. */
    protected PluginLawsTest(PluginProvider<M> provider, List<M> messages) {
        this(provider, Map.of(), messages);
    }

    /** For a plugin with settings, which are otherwise the endpoint's section {@code settings}. */
    protected PluginLawsTest(PluginProvider<M> provider, Map<String, ?> settings, List<M> messages) {
        this.provider = requireNonNull(provider, "provider");
        this.settings = Map.copyOf(settings);
        this.messages = List.copyOf(messages);
    }

    @Override
    protected final Plugin<M> newPlugin(PluginParts<M> parts) {
        return PluginFactory.create(
                provider,
                new Gifts<>(
                        Settings.of(settings),
                        parts.sessions(),
                        parts.scheduler(),
                        parts.time(),
                        parts.metrics(),
                        parts.endpoint()));
    }

    @Override
    protected final List<M> messages() {
        return messages;
    }
}
