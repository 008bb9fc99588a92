package io.quayside.core.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.util.Types;
import io.quayside.api.Internal;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.plugin.EndpointInfo;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.session.Sessions;

/**
 * Makes plugins: each in an injector of its own, which knows what {@link Plugin} documents, and the plugin's own classes.
 *
 * @since 0.1
 */
@Internal
public final class PluginFactory {
    private PluginFactory() {}

    /**
     * What a plugin's constructor may ask for.
     *
     * @param settings the plugin's own settings
     * @param sessions the endpoint's sessions
     * @param scheduler timers that end with the plugin
     * @param time what time it is
     * @param metrics counters and gauges
     * @param endpoint the endpoint
     * @param <M> the type of the messages
     */
    public record Gifts<M>(
            Settings settings,
            Sessions<M> sessions,
            Scheduler scheduler,
            TimeSource time,
            Metrics metrics,
            EndpointInfo endpoint) {}

    /**
     * Makes a plugin through its constructor; called once for each endpoint, at the start.
     *
     * @throws QuaysideException {@code QS-304} when the constructor asks for something it may not, {@code QS-302} when it
     *     throws; as it is when it throws one itself, as settings do
     */
    public static <M> Plugin<M> create(PluginProvider<M> provider, Gifts<M> gifts) {
        try {
            return Guice.createInjector(Stage.PRODUCTION, new GiftModule<>(provider.messageType(), gifts))
                    .getInstance(provider.pluginType());
        } catch (ConfigurationException | CreationException e) {
            throw new QuaysideException(
                    "QS-304",
                    "the plugin " + provider.id() + " of endpoint "
                            + gifts.endpoint().name()
                            + " cannot be made: " + firstLine(e) + "; a constructor may ask for Settings, Sessions<"
                            + provider.messageType().getSimpleName()
                            + ">, Scheduler, TimeSource, Metrics, EndpointInfo and classes of the plugin that have an"
                            + " @Inject constructor",
                    e);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof QuaysideException ours) {
                throw ours;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new QuaysideException(
                    "QS-302",
                    "the plugin " + provider.id() + " of endpoint "
                            + gifts.endpoint().name() + " cannot be made: " + cause,
                    e);
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines()
                .map(String::trim)
                .filter(line -> line.startsWith("1)"))
                .map(line -> line.substring(2)
                        .replaceFirst("^ *\\[Guice/\\w+]: *", "")
                        .replaceFirst("\\.$", ""))
                .findFirst()
                .orElse(message);
    }

    private static final class GiftModule<M> extends AbstractModule {
        private final Class<M> messageType;
        private final Gifts<M> gifts;

        GiftModule(Class<M> messageType, Gifts<M> gifts) {
            this.messageType = messageType;
            this.gifts = gifts;
        }

        @Override
        protected void configure() {
            bind(Settings.class).toInstance(gifts.settings());
            bind(Scheduler.class).toInstance(gifts.scheduler());
            bind(TimeSource.class).toInstance(gifts.time());
            bind(Metrics.class).toInstance(gifts.metrics());
            bind(EndpointInfo.class).toInstance(gifts.endpoint());
            bind(sessionsOfMessages()).toInstance(gifts.sessions());
        }

        @SuppressWarnings("unchecked") // the key's type is built from the message type
        private Key<Sessions<M>> sessionsOfMessages() {
            return (Key<Sessions<M>>) Key.get(Types.newParameterizedType(Sessions.class, messageType));
        }
    }
}
