package io.quayside.core.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionWatch;
import io.quayside.api.session.Sessions;
import io.quayside.api.transport.Connection;
import io.quayside.core.fakes.DoorPlugin;
import io.quayside.core.fakes.ManualWorkers;
import io.quayside.core.fakes.TestConnection;
import io.quayside.core.fakes.TestPool;
import io.quayside.core.fakes.TestTime;
import io.quayside.core.fakes.TestTransport;
import io.quayside.core.fakes.Texts;
import io.quayside.core.fakes.WrappedCodec;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.session.StandardSessionProvider;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the door does when those behind it fail: no place and no context is lost, and who comes next is let in. */
class AdmissionFaultsTest {
    private final ManualWorkers workers = new ManualWorkers();
    private final TestTransport transport = TestTransport.on(workers);
    private final TestPool pool = new TestPool().with(50, 512);
    private final MetricsRegistry metrics = new MetricsRegistry();
    private final TestTime time = new TestTime();
    private final DoorPlugin plugin = new DoorPlugin();

    @AfterEach
    void everythingIsGivenBack() {
        transport.close();
        workers.run();
        pool.assertAllBack();
        assertEquals(0, transport.openConnections());
    }

    /** Opens no session when it is told so; otherwise as the standard one does. */
    private final class Failing implements SessionLayer<String> {
        private final SessionLayer<String> inner = new StandardSessionProvider()
                .open(new SessionParts<>(
                        "test",
                        Settings.of("session", Map.of(), path -> null),
                        transport,
                        pool,
                        Texts.lines(1000),
                        plugin,
                        workers,
                        time,
                        metrics));
        private final int limit;
        private @Nullable RuntimeException once;
        private boolean full;

        Failing(int limit) {
            this.limit = limit;
        }

        @Override
        public @Nullable Session<String> attach(Connection connection, SessionWatch watch) {
            RuntimeException thrown = once;
            if (thrown != null) {
                once = null;
                throw thrown;
            }
            return full ? null : inner.attach(connection, watch);
        }

        @Override
        public Sessions<String> sessions() {
            return inner.sessions();
        }

        @Override
        public PoolStatistics statistics() {
            return new PoolStatistics(0, 0, limit, 0, 0);
        }

        @Override
        public void tick() {
            inner.tick();
        }

        @Override
        public void drain() {
            inner.drain();
        }

        @Override
        public void cut() {
            inner.cut();
        }

        @Override
        public long cutSessions() {
            return inner.cutSessions();
        }

        @Override
        public long cutBytes() {
            return inner.cutBytes();
        }
    }

    private Admission<String> door(SessionLayer<String> layer, Codec<String> codec) {
        return new Admission<>(
                "test",
                Settings.of("admission", Map.of("waiting", 10), path -> null),
                new Admission.House<>(layer, plugin, codec, pool, transport, time),
                metrics);
    }

    private TestConnection comesTo(Admission<String> door) {
        TestConnection connection = transport.open();
        door.accepted(connection);
        workers.run();
        return connection;
    }

    private long counted(String name) {
        return metrics.snapshot().getOrDefault(name, 0L);
    }

    @Test
    void aSessionThatCannotBeOpenedCostsNoPlace() {
        Failing layer = new Failing(1);
        Admission<String> door = door(layer, Texts.lines(1000));
        layer.once = new IllegalStateException("out of something, this once");
        assertTrue(comesTo(door).peer().sawClose());
        comesTo(door);
        assertEquals(1, layer.sessions().count());
        assertEquals(1, counted("accepts.turned-away"));
        assertEquals(0, counted("waiting"));
    }

    @Test
    void whoFindsNoSlotIsCountedAndTheLineStays() {
        Failing layer = new Failing(1);
        Admission<String> door = door(layer, Texts.lines(1000));
        TestConnection inside = comesTo(door);
        for (int i = 0; i < 3; i++) {
            comesTo(door);
        }
        layer.full = true;
        inside.peer().end();
        workers.run();
        assertEquals(1, counted("accepts.turned-away"));
        assertEquals(2, counted("waiting"));
        layer.full = false;
        door.tick();
        workers.run();
        assertEquals(1, layer.sessions().count(), "the next of the line is let in, though nobody comes or goes");
        assertEquals(1, counted("waiting"));
    }

    @Test
    void aNoticeThatIsNotWhatWasAnnouncedIsNotSent() {
        plugin.tellsPlaces();
        Failing layer = new Failing(1);
        Admission<String> door = door(layer, new WrappedCodec(Texts.lines(1000)) {
            @Override
            public void encode(String message, ByteBuffer out) {
                // writes nothing of what it announced
            }
        });
        comesTo(door);
        TestConnection waiting = comesTo(door);
        assertEquals("", waiting.peer().read());
        assertEquals(1, counted("waiting"));
    }
}
