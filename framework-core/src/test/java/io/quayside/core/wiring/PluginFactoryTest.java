package io.quayside.core.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.plugin.EndpointInfo;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import io.quayside.core.fakes.TestTime;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.time.TimerThread;
import io.quayside.core.wiring.PluginFactory.Gifts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginFactoryTest {
    private final TimerThread timer = new TimerThread("never started");
    private final Gifts<String> gifts = new Gifts<>(
            Settings.of("endpoints.a.settings", Map.of("size", 7), path -> null),
            new NoSessions(),
            timer,
            new TestTime(),
            new MetricsRegistry(),
            () -> "a");

    @AfterEach
    void close() {
        timer.close();
    }

    private static final class NoSessions implements Sessions<String> {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public Session<String> find(long id) {
            return null;
        }

        @Override
        public void forEach(Consumer<? super Session<String>> action) {}

        @Override
        public SessionGroup<String> newGroup() {
            throw new UnsupportedOperationException();
        }
    }

    private record Provider(Class<? extends Plugin<String>> pluginType) implements PluginProvider<String> {
        @Override
        public String id() {
            return "tried";
        }

        @Override
        public String description() {
            return "tried out";
        }

        @Override
        public Class<String> messageType() {
            return String.class;
        }

        @Override
        public String defaultCodec() {
            return "none";
        }
    }

    private <P extends Plugin<String>> P create(Class<P> type) {
        return type.cast(PluginFactory.create(new Provider(type), gifts));
    }

    private abstract static class Empty implements Plugin<String> {
        @Override
        public void message(Session<String> session, String message) {}
    }

    /** Asks for everything there is. */
    static final class Greedy extends Empty {
        final Settings settings;
        final Sessions<String> sessions;
        final Scheduler scheduler;
        final TimeSource time;
        final Metrics metrics;
        final EndpointInfo endpoint;

        @Inject
        Greedy(
                Settings settings,
                Sessions<String> sessions,
                Scheduler scheduler,
                TimeSource time,
                Metrics metrics,
                EndpointInfo endpoint) {
            this.settings = settings;
            this.sessions = sessions;
            this.scheduler = scheduler;
            this.time = time;
            this.metrics = metrics;
            this.endpoint = endpoint;
        }
    }

    @Test
    void aConstructorMayAskForWhatIsDocumented() {
        Greedy plugin = create(Greedy.class);
        assertSame(gifts.settings(), plugin.settings);
        assertSame(gifts.sessions(), plugin.sessions);
        assertSame(gifts.scheduler(), plugin.scheduler);
        assertSame(gifts.time(), plugin.time);
        assertSame(gifts.metrics(), plugin.metrics);
        assertEquals("a", plugin.endpoint.name());
    }

    static final class Modest extends Empty {}

    @Test
    void aPluginThatAsksForNothingNeedsNoAnnotation() {
        assertNotNull(create(Modest.class));
    }

    @Test
    void eachEndpointGetsAPluginOfItsOwn() {
        assertNotSame(create(Modest.class), create(Modest.class));
    }

    static final class Rooms {
        final Metrics metrics;

        @Inject
        Rooms(Metrics metrics) {
            this.metrics = metrics;
        }
    }

    @Singleton
    static final class Store {}

    static final class Composed extends Empty {
        final Rooms rooms;
        final Store store;
        final Store again;

        @Inject
        Composed(Rooms rooms, Store store, Store again) {
            this.rooms = rooms;
            this.store = store;
            this.again = again;
        }
    }

    @Test
    void thePluginsOwnClassesAreMadeAlong() {
        Composed plugin = create(Composed.class);
        assertSame(gifts.metrics(), plugin.rooms.metrics);
        assertSame(plugin.store, plugin.again);
        assertNotSame(plugin.store, create(Composed.class).store, "nothing is shared between endpoints");
    }

    // ---- what cannot be made

    private QuaysideException refused(Class<? extends Plugin<String>> type) {
        QuaysideException refused = assertThrows(QuaysideException.class, () -> create(type));
        assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
        assertNotNull(refused.getCause());
        return refused;
    }

    private static void assertSaysWhatMayBeAskedFor(QuaysideException refused, String what) {
        assertEquals("QS-304", refused.code());
        String message = refused.getMessage();
        assertTrue(message.startsWith("the plugin tried of endpoint a cannot be made: "), message);
        assertTrue(message.contains(what), message);
        assertTrue(
                message.endsWith(
                        "; a constructor may ask for Settings, Sessions<String>, Scheduler, TimeSource, Metrics,"
                                + " EndpointInfo and classes of the plugin that have an @Inject constructor"),
                message);
    }

    static final class AsksForAnExecutor extends Empty {
        @Inject
        AsksForAnExecutor(Executor executor) {
            throw new AssertionError(executor);
        }
    }

    @Test
    void askingForSomethingElseIsSaidInOneLine() {
        assertSaysWhatMayBeAskedFor(refused(AsksForAnExecutor.class), "No implementation for Executor was bound;");
    }

    static final class AsksForOtherSessions extends Empty {
        @Inject
        AsksForOtherSessions(Sessions<Integer> sessions) {
            throw new AssertionError(sessions);
        }
    }

    @Test
    void askingForSessionsOfOtherMessagesIsSaidInOneLine() {
        assertSaysWhatMayBeAskedFor(refused(AsksForOtherSessions.class), "Sessions<Integer>");
    }

    static final class WithoutConstructor extends Empty {
        WithoutConstructor(Settings settings) {
            throw new AssertionError(settings);
        }
    }

    @Test
    void aPluginWithoutAConstructorToUseIsSaidInOneLine() {
        assertSaysWhatMayBeAskedFor(refused(WithoutConstructor.class), "No injectable constructor");
    }

    static final class Deep extends Empty {
        @Inject
        Deep(NeedsAnExecutor needy) {
            throw new AssertionError(needy);
        }
    }

    static final class NeedsAnExecutor {
        @Inject
        NeedsAnExecutor(Executor executor) {
            throw new AssertionError(executor);
        }
    }

    @Test
    void whatIsMissingFurtherDownIsSaidInOneLine() {
        assertSaysWhatMayBeAskedFor(refused(Deep.class), "No implementation for Executor was bound;");
    }

    static final class Broken extends Empty {
        @Inject
        Broken() {
            throw new UncheckedIOException("no rooms", new FileNotFoundException("rooms.txt"));
        }
    }

    @Test
    void aConstructorThatThrowsIsNamedWithThePluginAndTheEndpoint() {
        QuaysideException refused = refused(Broken.class);
        assertEquals("QS-302", refused.code());
        assertEquals(
                "the plugin tried of endpoint a cannot be made: java.io.UncheckedIOException: no rooms",
                refused.getMessage());
    }

    static final class Particular extends Empty {
        @Inject
        Particular(Settings settings) {
            settings.string("rooms");
        }
    }

    @Test
    void aConstructorThatFindsFaultWithItsSettingsSaysSoItself() {
        QuaysideException refused = assertThrows(QuaysideException.class, () -> create(Particular.class));
        assertEquals("QS-204", refused.code());
        assertEquals("endpoints.a.settings.rooms has to be set, and is not", refused.getMessage());
    }

    static final class Deeper extends Empty {
        @Inject
        Deeper(ParticularPart part) {
            throw new AssertionError(part);
        }
    }

    static final class ParticularPart {
        @Inject
        ParticularPart(Settings settings) {
            settings.string("rooms");
        }
    }

    @Test
    void soDoesAClassOfThePlugins() {
        assertEquals(
                "QS-204",
                assertThrows(QuaysideException.class, () -> create(Deeper.class))
                        .code());
    }
}
